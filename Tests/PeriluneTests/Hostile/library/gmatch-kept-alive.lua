-- Keeps thousands of iterators over one long text.
-- expect: completed
-- value: 2000
local text, iterators = string.rep("word ", 20000), {}
for i = 1, 2000 do iterators[i] = text:gmatch("%a+") end
local count = 0
for i = 1, 2000 do if iterators[i]() == "word" then count = count + 1 end end
return count
