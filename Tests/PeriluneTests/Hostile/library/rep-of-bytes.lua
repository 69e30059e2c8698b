-- Repeats one byte twenty million times again and again.
-- expect: time
for i = 1, 1000 do local s = string.rep("x", 20000000) end
