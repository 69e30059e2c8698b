-- Returns a string beyond the output limit.
-- expect: output
-- error: exceeds the output limit of 1048576 bytes
return string.rep("x", 1048577)
