-- Returns one table in many places, whose text grows by powers.
-- expect: output
-- error: limit
local t = { "x" } for i = 1, 30 do t = { t, t } end return t
