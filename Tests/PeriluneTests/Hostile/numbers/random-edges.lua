-- Asks for random numbers in the widest ranges.
-- expect: completed
for i = 1, 1000 do
  local a = math.random(math.mininteger, math.maxinteger)
  local b = math.random(math.maxinteger)
  local c = math.random()
  assert(math.type(a) == "integer" and b >= 1 and c >= 0 and c < 1)
end
return { (pcall(math.random, 0)), (pcall(math.random, 2, 1)), (pcall(math.random, 1, 2, 3)), math.random(5, 5) }
