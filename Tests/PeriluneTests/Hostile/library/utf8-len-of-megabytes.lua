-- Counts the characters of megabytes for ever.
-- expect: time
local text = string.rep("é🌙", 1000000)
while true do utf8.len(text) end
