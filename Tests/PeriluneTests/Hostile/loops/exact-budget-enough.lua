-- Does a small piece of work well inside an exact instruction budget.
-- expect: completed
-- value: 5050
-- instructions: 10000
local sum = 0
for i = 1, 100 do sum = sum + i end
return sum
