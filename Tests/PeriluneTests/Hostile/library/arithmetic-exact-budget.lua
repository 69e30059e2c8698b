-- Adds texts of megabytes under an exact instruction budget.
-- expect: instructions
-- instructions: 10000
local zeros = string.rep("0", 1000000)
return zeros + zeros
