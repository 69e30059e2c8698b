-- Joins nothing with a separator of megabytes for ever.
-- expect: time
local list = {}
for i = 1, 5 do list[i] = "" end
local separator = string.rep(", ", 1000000)
while true do table.concat(list, separator) end
