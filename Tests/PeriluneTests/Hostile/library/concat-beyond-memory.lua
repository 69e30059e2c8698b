-- Joins one megabyte with itself a thousand times.
-- expect: memory
local block, list = string.rep("x", 1 << 20), {}
for i = 1, 1000 do list[i] = block end
return #table.concat(list)
