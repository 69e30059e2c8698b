-- Walks through all permutations of thirteen items.
-- expect: time
local items, count = {}, 0
for i = 1, 13 do items[i] = i end
local function permute(n)
  if n == 0 then count = count + 1 return end
  for i = 1, n do
    items[i], items[n] = items[n], items[i]
    permute(n - 1)
    items[i], items[n] = items[n], items[i]
  end
end
permute(13)
return count
