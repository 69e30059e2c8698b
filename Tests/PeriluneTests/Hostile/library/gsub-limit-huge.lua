-- Gives a huge and a negative limit of replacements.
-- expect: completed
-- value: ["xxx","aaa","aaa"]
return {(("aaa"):gsub("a", "x", 1 << 62)), (("aaa"):gsub("a", "x", -1)), (("aaa"):gsub("a", "x", math.mininteger))}
