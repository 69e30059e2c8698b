-- Unpacks thousands of values under an exact instruction budget.
-- expect: instructions
-- instructions: 10000
local text = string.rep("b", 20000)
return select("#", string.unpack(text, text))
