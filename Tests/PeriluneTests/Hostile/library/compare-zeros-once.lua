-- Compares twenty megabytes of NUL bytes for less or equal in single instructions.
-- expect: time
local a = string.rep("\0", 20000000)
local b = a .. "x"
local n = 0
for i = 1, 1000 do if a <= b then n = n + 1 end end
return n
