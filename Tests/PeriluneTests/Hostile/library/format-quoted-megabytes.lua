-- Quotes a text in which every byte has to be escaped until time or memory ends.
-- expect: time or memory
local text = string.rep("\0", 5000000)
while true do string.format("%q", text) end
