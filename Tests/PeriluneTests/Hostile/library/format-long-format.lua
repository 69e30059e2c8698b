-- Formats thousands of values with one long format again and again.
-- expect: time
local format = string.rep("%s,", 200)
local values = {}
for i = 1, 200 do values[i] = "value " .. i end
while true do string.format(format, table.unpack(values)) end
