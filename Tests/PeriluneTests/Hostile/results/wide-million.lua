-- Returns a list of a million items.
-- expect: output
-- error: output limit
local t = {} for i = 1, 1000000 do t[i] = i end return t
