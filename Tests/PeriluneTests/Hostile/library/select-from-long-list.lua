-- Selects every single argument of a long list, which is quadratic.
-- expect: time
local function sum(...)
  local total = 0
  for i = 1, select("#", ...) do total = total + (select(i, ...)) end
  return total
end
return sum(string.byte(string.rep("x", 100000), 1, -1))
