-- Clears the list while it is sorted.
-- expect: failed
-- error: nil
local list = {}
for i = 1, 100 do list[i] = (i * 37) % 101 end
table.sort(list, function(a, b)
  for i = 1, 100 do list[i] = nil end
  return a < b
end)
