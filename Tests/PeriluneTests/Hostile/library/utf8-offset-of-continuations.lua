-- Looks for a start among megabytes of continuation bytes for ever.
-- expect: time
local text = "é" .. string.rep("\x80", 5000000)
while true do utf8.offset(text, 2) end
