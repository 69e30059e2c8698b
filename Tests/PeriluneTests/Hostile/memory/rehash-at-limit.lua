-- Lets one table grow by hashed keys.
-- expect: memory
local t = {} for i = 1, 1e9 do t[i * 7 + 0.5] = i end
