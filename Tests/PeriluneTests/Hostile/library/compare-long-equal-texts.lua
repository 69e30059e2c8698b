-- Compares long equal texts for equality for ever.
-- expect: time
local a = string.rep("x", 10000000) .. "a"
local b = string.rep("x", 10000000) .. "a"
while a == b do end
