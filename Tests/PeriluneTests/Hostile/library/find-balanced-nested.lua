-- Chains balanced items over nothing but open brackets.
-- expect: time
return (string.rep("(", 50000):find(".-%b().-%b()"))
