-- Walks a table of many keys by next while it is changed, for ever.
-- expect: time
local t = {}
for i = 1, 20000 do t["k" .. i] = i end
while true do
  local k = next(t)
  while k do
    t[k] = false
    k = next(t, k)
  end
end
