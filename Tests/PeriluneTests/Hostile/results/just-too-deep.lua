-- Returns one level of nesting more than the limit of 32.
-- expect: output
-- error: nested too deeply
local t = 1
for _ = 1, 33 do t = {t} end
return t
