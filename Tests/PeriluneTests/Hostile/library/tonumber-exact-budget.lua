-- Reads a million digits in a base under an exact instruction budget.
-- expect: instructions
-- instructions: 10000
return tonumber(string.rep("1", 1000000), 7)
