-- Looks for a distant zero again and again.
-- expect: time
local text = string.rep("x", 10000000) .. "\0"
while true do string.unpack("z", text) end
