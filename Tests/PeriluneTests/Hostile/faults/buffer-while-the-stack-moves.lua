-- Builds a large text by gsub whose callback moves the stack, where 5.4.4 keeps a pointer when it closes a buffer.
-- expect: completed
-- value: 600000
local function deep(n) if n == 0 then return "x" end return deep(n - 1) .. "" end
local text, count = string.rep("a", 200):gsub(".", function() deep(180) return string.rep("b", 3000) end)
assert(count == 200 and text == string.rep("b", 600000))
return #text
