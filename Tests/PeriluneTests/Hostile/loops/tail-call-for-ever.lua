-- Tail calls itself for ever, which needs no stack.
-- expect: time
local function spin() return spin() end
return spin()
