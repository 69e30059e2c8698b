-- Keeps closures over locals of coroutines that failed, were closed or are garbage.
-- expect: completed
-- value: 120000
local sum = 0
for round = 1, 400 do
  local kept = {}
  for i = 1, 100 do
    local co = coroutine.create(function()
      local value = i
      kept[i] = function(n) value = value + n return value end
      if i % 3 == 0 then error(value) end
      coroutine.yield(value)
    end)
    coroutine.resume(co)
    if i % 2 == 0 then coroutine.close(co) end
  end
  local garbage = string.rep("x", 20000 + round)
  for i = 1, 100 do if kept[i](1) == i + 1 and kept[i](-1) == i then sum = sum + 3 end end
end
return sum
