-- Returns an object of three hundred thousand fields.
-- expect: output
-- error: output limit
local t = {} for i = 1, 300000 do t["k" .. i] = i end return t
