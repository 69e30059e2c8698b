-- Steps so far that the counter would wrap, and ends after one turn.
-- expect: completed
-- value: 1
local turns = 0
for i = math.maxinteger - 1, math.maxinteger, math.maxinteger do turns = turns + 1 end
return turns
