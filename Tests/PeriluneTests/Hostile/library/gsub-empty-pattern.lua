-- Replaces the empty matches of a megabyte again and again.
-- expect: time
local text = string.rep("a", 1000000)
while true do text:gsub("", "") end
