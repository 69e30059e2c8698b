-- Asks for the length of a long text for ever.
-- expect: time
local text = string.rep("mira", 2500000)
while true do local n = text:len() end
