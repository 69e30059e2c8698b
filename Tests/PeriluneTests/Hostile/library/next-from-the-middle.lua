-- Alternates between many tables so that no traversal can be remembered.
-- expect: time
local tables = {}
for i = 1, 50 do
  tables[i] = {}
  for j = 1, 500 do tables[i]["k" .. j] = j end
end
while true do for i = 1, 50 do next(tables[i], "k250") end end
