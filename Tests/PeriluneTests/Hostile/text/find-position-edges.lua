-- Finds from positions at the ends.
-- expect: completed
return { ("abc"):find("b", math.mininteger), ("abc"):find("", 4), ("abc"):find("", 5) == nil, ("abc"):find("", math.maxinteger) == nil }
