-- Prints a hundred thousand values in one call for ever.
-- expect: time
local list = {}
for i = 1, 100000 do list[i] = i end
while true do print(table.unpack(list)) end
