-- Compares a long back reference at every split of the text.
-- expect: time
return (string.rep("a", 4000000):find("^(.-)%1%1%1b"))
