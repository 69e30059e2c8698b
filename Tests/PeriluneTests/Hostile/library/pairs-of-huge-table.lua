-- Starts a walk over a table of many keys for ever.
-- expect: time
local t = {}
for i = 1, 50000 do t["k" .. i] = i end
while true do for k in pairs(t) do break end end
