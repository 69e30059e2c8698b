-- Traverses many tables by turns, so that each order is made anew.
-- expect: time
local tables = {}
for i = 1, 50 do tables[i] = {} for j = 1, 2000 do tables[i]["k" .. j] = j end end
local keys = {}
while true do for i, t in ipairs(tables) do keys[i] = next(t, keys[i]) end end
