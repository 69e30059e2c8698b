-- Formats the clock with a format of plain megabytes for ever.
-- expect: time
local format = string.rep("x", 5000000)
while true do os.date(format) end
