-- Asks a big emptied table for its first key for ever.
-- expect: time
local t = {}
for i = 1, 50000 do t["k" .. i] = i end
for i = 1, 49999 do t["k" .. i] = nil end
while true do next(t) end
