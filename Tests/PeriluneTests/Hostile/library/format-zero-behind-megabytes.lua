-- Looks through megabytes for a NUL before it cuts them to three bytes, for ever.
-- expect: time
local text = string.rep("x", 10000000)
while true do string.format("%.3s", text) end
