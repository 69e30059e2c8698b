-- Lets __tostring return values that are no text.
-- expect: completed
-- value: [true, false, false, true]
local r = {}
for i, v in ipairs { 1, true, {}, "t" } do r[i] = (pcall(tostring, setmetatable({}, { __tostring = function() return v end }))) end
return r
