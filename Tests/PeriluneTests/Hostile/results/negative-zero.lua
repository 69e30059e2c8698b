-- Returns zeros of both signs, and the integers at the ends.
-- expect: completed
-- value: [0, 9007199254740992.0, 9223372036854775807, -9223372036854775808, 1e308, 5e-324]
return { 0, 2^53, math.maxinteger, math.mininteger, 1e308, 5e-324 }
