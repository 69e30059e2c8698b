-- Replaces every letter by a long text until the memory is spent.
-- expect: memory
local long = string.rep("y", 100000)
return #(string.rep("x", 10000):gsub("x", long))
