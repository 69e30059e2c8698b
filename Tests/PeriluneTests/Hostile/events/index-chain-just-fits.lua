-- Builds a chain of tables that is as long as Lua follows.
-- expect: completed
-- value: "end"
local t = { found = "end" }
for i = 1, 1900 do t = setmetatable({}, { __index = t }) end
return t.found
