-- Asks for the characters of a slice for ever.
-- expect: time
local text = string.rep("é", 100000)
while true do select("#", utf8.codepoint(text, 1, -1)) end
