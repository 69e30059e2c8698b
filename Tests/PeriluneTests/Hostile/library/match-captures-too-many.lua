-- Uses more captures than Lua allows.
-- expect: failed
-- error: too many captures
return string.rep("a", 100):match(string.rep("()", 33))
