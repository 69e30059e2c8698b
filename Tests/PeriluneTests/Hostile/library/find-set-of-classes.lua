-- Searches a long text with a long set of classes and ranges.
-- expect: completed
-- value: null
local set = "[" .. string.rep("%d%s1-9", 5000) .. "]"
return (string.rep("a", 100000):find(set))
