-- Asks for all characters of a megabyte as results of one call.
-- expect: failed
-- error: stack overflow
return utf8.codepoint(string.rep("x", 5000000), 1, -1)
