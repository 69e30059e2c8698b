-- Searches a long text plainly for ever.
-- expect: time
local text = string.rep("a", 2000000)
while true do text:find("b", 1, true) end
