-- Formats a format of a megabyte that has no value for ever.
-- expect: time
local format = string.rep("%%", 500000)
while true do string.format(format) end
