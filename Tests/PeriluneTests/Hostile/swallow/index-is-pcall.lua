-- Uses pcall as __index of an object that is read for ever.
-- expect: time
local t = setmetatable({}, {__index = pcall})
while true do local x = t.missing end
