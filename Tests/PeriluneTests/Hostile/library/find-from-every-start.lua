-- Lets an unanchored pattern run to the end from every start.
-- expect: time
return (string.rep("a", 1000000):find(".*b"))
