-- Sorts with library functions as comparators, which execute no instruction.
-- expect: time
local list = {}
for i = 1, 1000 do list[i] = i % 10 end
while true do pcall(table.sort, list, math.ult) pcall(table.sort, list, rawequal) end
