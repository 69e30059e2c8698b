-- Catches the end of the memory, drops everything and goes on.
-- expect: memory
local hoard, block = {}, string.rep("0123456789abcdef", 1 << 16)
pcall(function() for i = 1, 1e9 do hoard[i] = block .. i end end)
hoard = nil
return "late success"
