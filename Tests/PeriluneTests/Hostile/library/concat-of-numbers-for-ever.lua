-- Joins a long list of floats for ever.
-- expect: time
local list = {}
for i = 1, 50000 do list[i] = i + 0.1 end
while true do table.concat(list, ", ") end
