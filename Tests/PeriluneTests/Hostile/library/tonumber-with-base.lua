-- Reads a number of ten million digits in base 36 for ever.
-- expect: time
local digits = string.rep("z", 10000000)
while true do tonumber(digits, 36) end
