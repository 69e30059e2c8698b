-- Reads a hexadecimal number of ten million digits by arithmetic for ever.
-- expect: time
local digits = "0x" .. string.rep("f", 10000000)
while true do local n = digits + 0 end
