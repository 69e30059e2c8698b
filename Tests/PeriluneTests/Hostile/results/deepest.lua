-- Returns as many levels of nesting as are allowed.
-- expect: completed
-- value: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[7]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]
local t = 7
for _ = 1, 32 do t = {t} end
return t
