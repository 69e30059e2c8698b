-- Lets one library call do the work under an exact instruction budget.
-- expect: instructions
-- instructions: 10000
return (string.rep("a", 60000):find("a*a*a*a*b"))
