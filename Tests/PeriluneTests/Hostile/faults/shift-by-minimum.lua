-- Shifts by the least integer, whose negation overflows.
-- expect: completed
-- value: [0, 0, 0, 0]
local low = math.mininteger
return { 1 >> low, 1 << low, 1 >> math.mininteger, -1 << (low + 0) }
