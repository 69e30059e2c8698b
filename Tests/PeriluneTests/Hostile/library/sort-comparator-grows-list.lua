-- Lengthens the list while it is sorted, in every comparison.
-- expect: time or memory
local list = {}
for i = 1, 50000 do list[i] = (i * 37) % 50021 end
table.sort(list, function(a, b)
  for i = 1, 20 do list[#list + 1] = 0 end
  return a < b
end)
while true do list[#list + 1] = {} end
