-- Asks for the length of a big table with holes for ever.
-- expect: time
local t = {}
for i = 1, 5000 do t[i] = i end
for i = 1, 5000, 2 do t[i] = nil end
while true do local n = #t end
