-- Sorts a list with NaN inside.
-- expect: completed
-- value: 100
local list = {}
for i = 1, 100 do list[i] = i % 10 == 0 and 0/0 or i end
local ok = pcall(table.sort, list)
return #list
