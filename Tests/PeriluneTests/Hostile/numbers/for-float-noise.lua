-- Loops in steps that add up badly.
-- expect: completed
-- value: 22
local n = 0 for x = 0, 1, 0.1 do n = n + 1 end for x = 1, 0, -0.1 do n = n + 1 end return n
