-- Computes the size of a very long format again and again.
-- expect: time
local format = string.rep("b", 2000000)
while true do string.packsize(format) end
