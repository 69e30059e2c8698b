-- Gives xpcall handlers that are no functions.
-- expect: completed
-- value: [false, false, false, false, false]
local r = {}
for i, h in ipairs { 1, "h", {}, true, setmetatable({}, { __call = function() end }) } do r[i] = (pcall(xpcall, error, h)) end
return r
