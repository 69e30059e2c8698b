-- Searches with a long set under a repetition.
-- expect: completed
-- value: null
local set = "[" .. string.rep("bc", 20000) .. "]"
return (string.rep("a", 50000):find(set .. "*x"))
