-- Combines frontiers with greedy items.
-- expect: time
return (string.rep("ab ", 30000):find(".*%f[%a].*%f[%d]x"))
