-- Formats the clock with a format of many conversions for ever.
-- expect: time
local format = string.rep("%c%A%B%p%x%X", 1000)
while true do os.date(format) end
