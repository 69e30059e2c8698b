-- Holds ever larger texts.
-- expect: memory
local t = {} for i = 1, 1e9 do t[i] = ("x"):rep(i * 1000) end
