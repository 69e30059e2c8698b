-- Grows a tree of coroutines whose leaves spin.
-- expect: time
local function grow(n)
  if n == 0 then while true do end end
  local left, right = coroutine.create(grow), coroutine.create(grow)
  while true do coroutine.resume(left, n - 1) coroutine.resume(right, n - 1) end
end
grow(12)
