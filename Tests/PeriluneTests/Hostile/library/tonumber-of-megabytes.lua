-- Reads a number of ten million digits for ever.
-- expect: time
local digits = string.rep("7", 10000000)
while true do tonumber(digits) end
