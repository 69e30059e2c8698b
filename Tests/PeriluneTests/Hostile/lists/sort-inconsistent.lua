-- Sorts with answers by chance.
-- expect: completed
-- value: true
local failures = 0
for round = 1, 50 do
  local list = {}
  for i = 1, 100 do list[i] = i end
  local ok = pcall(table.sort, list, function() return math.random() < 0.5 end)
  if not ok then failures = failures + 1 end
  table.sort(list)
  for i = 1, 100 do assert(list[i] == i) end
end
return failures <= 50
