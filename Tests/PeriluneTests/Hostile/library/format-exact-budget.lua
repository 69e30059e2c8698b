-- Formats a text of megabytes under an exact instruction budget.
-- expect: instructions
-- instructions: 10000
local text = string.rep("x", 300000)
return #string.format("%s%s%s", text, text, text)
