-- Cuts at the ends of the integers.
-- expect: completed
-- value: ["abc", "", "", "b", 97, 98, 99]
return { ("abc"):sub(math.mininteger, math.maxinteger), ("abc"):sub(math.maxinteger), ("abc"):sub(0, 0), ("abc"):sub(-2, -2), ("abc"):byte(math.mininteger, math.maxinteger) }
