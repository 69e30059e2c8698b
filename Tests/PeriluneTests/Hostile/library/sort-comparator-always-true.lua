-- Sorts with an order that contradicts itself.
-- expect: failed
-- error: invalid order function
local list = {}
for i = 1, 100 do list[i] = i end
table.sort(list, function() return true end)
