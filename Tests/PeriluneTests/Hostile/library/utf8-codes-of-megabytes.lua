-- Walks the characters of megabytes for ever.
-- expect: time
local text = string.rep("é🌙", 500000)
while true do for position, code in utf8.codes(text) do end end
