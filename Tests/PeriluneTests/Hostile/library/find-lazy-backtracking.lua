-- Searches with a chain of lazy items that backtracks without an end.
-- expect: time
return (string.rep("a", 60000):find(".-.-.-.-b"))
