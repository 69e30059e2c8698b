-- Leaves garbage up to the limit, over and over: what is garbage makes room for what comes.
-- expect: completed
-- value: 1176000588
local n = 0
for size = 20000000, 30000000, 500000 do
  local keep = string.rep("k", size)
  for i = 1, 8 do n = n + #string.rep("x", 7000000 + i - 1) end
end
return n
