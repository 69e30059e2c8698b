-- Inserts at the front of a long list for ever.
-- expect: time
local list = {}
for i = 1, 20000 do list[i] = i end
for i = 1, 1e9 do table.insert(list, 1, i) end
