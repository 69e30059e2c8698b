-- Finds each character of a long text from its start, which is quadratic.
-- expect: time
local text, n = string.rep("é", 1000000), 0
for i = 1, 1000000 do n = n + utf8.offset(text, i) end
return n
