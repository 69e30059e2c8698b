-- Turns ten megabytes into small letters for ever.
-- expect: time
local text = string.rep("MIRA", 2500000)
while true do text:lower() end
