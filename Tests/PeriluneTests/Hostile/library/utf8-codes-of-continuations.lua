-- Iterates over a character that megabytes of continuation bytes follow, for ever.
-- expect: time
local text = "é" .. string.rep("\x80", 5000000)
while true do for _ in utf8.codes(text) do end end
