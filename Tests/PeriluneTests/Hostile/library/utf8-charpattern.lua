-- Uses the character pattern of the library on broken text for ever.
-- expect: time
local text = string.rep("\xC3", 1000000)
while true do for c in text:gmatch(utf8.charpattern) do end end
