-- Searches with a chain of greedy items that backtracks without an end.
-- expect: time
return (string.rep("a", 60000):find("a*a*a*a*b"))
