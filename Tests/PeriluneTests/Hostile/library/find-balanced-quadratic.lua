-- Searches for balanced brackets that are all open.
-- expect: time
return (string.rep("(", 300000):find("%b()"))
