-- Sorts half a million items again and again.
-- expect: time
local list = {}
for i = 1, 100000 do list[i] = (i * 7919) % 100003 end
while true do
  table.sort(list)
  table.sort(list, function(a, b) return a > b end)
end
