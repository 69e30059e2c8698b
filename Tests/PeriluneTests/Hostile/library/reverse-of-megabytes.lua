-- Reverses ten megabytes for ever.
-- expect: time
local text = string.rep("mira", 2500000)
while true do text = text:reverse() end
