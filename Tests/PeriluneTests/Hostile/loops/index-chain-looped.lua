-- Reads through chains of __index tables for ever.
-- expect: time
local last = {}
for i = 1, 1900 do last = setmetatable({}, {__index = last}) end
while true do local x = last.missing end
