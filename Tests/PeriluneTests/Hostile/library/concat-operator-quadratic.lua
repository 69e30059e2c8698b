-- Builds a text letter by letter, which is quadratic.
-- expect: time
local text = string.rep("x", 1000000)
for i = 1, 1e9 do text = text .. "y" end
