-- Packs nothing but padding from a long format for ever.
-- expect: time
local format = string.rep("x", 1000000)
while true do string.pack(format) end
