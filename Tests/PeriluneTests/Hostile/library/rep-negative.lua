-- Repeats a text a negative number of times.
-- expect: completed
-- value: ["","",""]
return {string.rep("x", -1), string.rep("x", math.mininteger), string.rep("x", 0, "-")}
