-- Writes through a cycle of __newindex tables.
-- expect: failed
-- error: possible loop
local a, b = {}, {}
setmetatable(a, {__newindex = b})
setmetatable(b, {__newindex = a})
a.x = 1
