-- Asks for a width of three digits, which Lua refuses.
-- expect: failed
-- error: invalid conversion
return string.format("%100d", 1)
