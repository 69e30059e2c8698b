-- Returns a list that is nested a million times.
-- expect: output or time
local t = {}
for _ = 1, 1000000 do t = {t} end
return t
