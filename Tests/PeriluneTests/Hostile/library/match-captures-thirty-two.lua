-- Uses as many captures as Lua allows.
-- expect: completed
-- value: 32
return select("#", string.rep("a", 100):match(string.rep("(a)", 32)))
