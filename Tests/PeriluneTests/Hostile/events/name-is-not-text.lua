-- Gives __name values that are no text.
-- expect: completed
-- value: ["table", "table", "table", "table", "named"]
local r = {}
for i, name in ipairs { 1, true, {}, print, "named" } do r[i] = tostring(setmetatable({}, { __name = name })):match("^%a+") end
return r
