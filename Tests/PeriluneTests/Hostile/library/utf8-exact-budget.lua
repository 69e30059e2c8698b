-- Counts the characters of a long text under an exact instruction budget.
-- expect: instructions
-- instructions: 10000
return utf8.len(string.rep("é", 200000))
