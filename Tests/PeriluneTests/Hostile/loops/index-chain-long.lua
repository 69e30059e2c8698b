-- Reads through a chain of __index tables longer than Lua follows.
-- expect: failed
-- error: possible loop
local last = {}
for i = 1, 3000 do last = setmetatable({}, {__index = last}) end
return last.missing
