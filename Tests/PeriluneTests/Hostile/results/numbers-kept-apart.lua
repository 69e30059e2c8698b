-- Returns integers and floats at their limits; each stays what it is.
-- expect: completed
-- value: [9223372036854775807, -9223372036854775808, 9223372036854775808.0, -0.0, 1.0, 1, 5e-324, 1.7976931348623157e308]
return {math.maxinteger, math.mininteger, 2^63, -0.0, 1.0, 1, 5e-324, 1.7976931348623157e308}
