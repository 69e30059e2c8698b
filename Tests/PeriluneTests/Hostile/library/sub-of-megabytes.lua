-- Cuts one byte off a long text for ever.
-- expect: time
local text = string.rep("mira", 2500000)
while #text > 0 do text = text:sub(2) end
