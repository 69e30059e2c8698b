-- Turns ten megabytes into capitals for ever.
-- expect: time
local text = string.rep("mira", 2500000)
while true do text:upper() end
