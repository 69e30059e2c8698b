-- Returns a tree of shared tables that would be exponential when it is written out.
-- expect: output
-- error: exceeds the output limit
local t = {1}
for _ = 1, 30 do t = {t, t} end
return t
