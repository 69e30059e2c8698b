-- Nests a pattern deeper than the matcher goes.
-- expect: failed
-- error: pattern too complex
return string.rep("a", 300000):match(string.rep("(a?", 30) .. string.rep("a?", 300000))
