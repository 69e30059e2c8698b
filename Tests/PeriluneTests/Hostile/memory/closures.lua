-- Holds closures.
-- expect: memory
local t = {} for i = 1, 1e9 do local a, b = i, i t[i] = function() return a, b end end
