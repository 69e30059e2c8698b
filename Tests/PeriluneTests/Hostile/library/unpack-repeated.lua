-- Unpacks a hundred thousand values for ever.
-- expect: time
local list = {}
for i = 1, 100000 do list[i] = i end
while true do select("#", table.unpack(list)) end
