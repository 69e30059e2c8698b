-- Asks for the size of formats beyond the largest size.
-- expect: failed
-- error: too large
return string.packsize(string.rep("c214748364", 11))
