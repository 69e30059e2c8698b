-- Returns a list of ten million items.
-- expect: output or time or memory
local t = {}
for i = 1, 10000000 do t[i] = i end
return t
