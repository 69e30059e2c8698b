-- Asks for a text larger than any text may be.
-- expect: failed
-- error: resulting string too large
return string.rep("perilune", 1 << 60)
