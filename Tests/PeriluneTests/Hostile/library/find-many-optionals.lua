-- Searches with many optional items, which is exponential.
-- expect: time
local n = 60
return (string.rep("a", n):find(string.rep("a?", n) .. string.rep("a", n) .. "b"))
