-- Holds short texts.
-- expect: memory
local t = {} for i = 1, 1e9 do t[tostring(i)] = i end
