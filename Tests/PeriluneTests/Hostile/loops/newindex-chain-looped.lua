-- Writes through long chains of __newindex tables for ever.
-- expect: time
local last = setmetatable({}, {__newindex = function() end})
for i = 1, 1900 do last = setmetatable({}, {__newindex = last}) end
while true do last.x = 1 end
