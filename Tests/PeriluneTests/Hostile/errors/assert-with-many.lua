-- Asserts with thousands of values.
-- expect: completed
-- value: [5000, true, false]
local list = {}
for i = 1, 5000 do list[i] = i end
return { select("#", assert(table.unpack(list))), (select(2, pcall(assert, nil, list))) == list, (pcall(assert)) }
