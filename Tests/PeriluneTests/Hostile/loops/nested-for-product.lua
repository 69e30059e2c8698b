-- Nests six loops whose product of turns is astronomic.
-- expect: time
local sum = 0
for a = 1, 1000 do for b = 1, 1000 do for c = 1, 1000 do
  for d = 1, 1000 do for e = 1, 1000 do for f = 1, 1000 do sum = sum + f end end end
end end end
return sum
