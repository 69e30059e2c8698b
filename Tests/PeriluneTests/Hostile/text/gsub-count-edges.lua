-- Replaces with counts at the ends.
-- expect: completed
-- value: ["bba", "aaa", "bbb", false]
return { (("aaa"):gsub("a", "b", 2)), (("aaa"):gsub("a", "b", -1)), (("aaa"):gsub("a", "b", math.maxinteger)), (pcall(string.gsub, "a", "a", "b", 1.5)) }
