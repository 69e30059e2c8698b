-- Goes back over megabytes of continuation bytes for ever.
-- expect: time
local text = string.rep("\x80", 5000000)
while true do utf8.offset(text, -1) utf8.offset(text, 0, #text) end
