-- Matches long captures against their own repetition.
-- expect: time
return (string.rep("a", 200000):find("(.*)x%1"))
