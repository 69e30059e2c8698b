-- Returns an object of a hundred thousand fields.
-- expect: output or time
local t = {}
for i = 1, 100000 do t["key" .. i] = i end
return t
