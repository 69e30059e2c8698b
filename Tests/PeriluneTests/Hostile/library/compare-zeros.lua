-- Compares megabytes of NUL bytes, which takes one call of the C library for each byte.
-- expect: time
local a, b = string.rep("\0", 10000000), string.rep("\0", 10000000) .. "x"
while a < b do end
