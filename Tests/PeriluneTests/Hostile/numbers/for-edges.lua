-- Loops at the ends of the integers.
-- expect: completed
-- value: 12
local n = 0
for i = math.maxinteger - 2, math.maxinteger do n = n + 1 end
for i = math.mininteger + 2, math.mininteger, -1 do n = n + 1 end
for i = 1, 0 do n = n + 100 end
for i = math.maxinteger, math.mininteger, math.mininteger do n = n + 1 end
for i = 1, math.huge, math.maxinteger do n = n + 1 end
for i = 3, 1.5, -1 do n = n + 1 end
for i = -1, -math.huge, math.mininteger do n = n + 1 end
return n
