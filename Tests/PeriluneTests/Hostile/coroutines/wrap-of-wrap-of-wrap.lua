-- Nests wrapped coroutines a hundred deep, and yields through all.
-- expect: completed
-- value: ["deep", "bottom"]
local function nest(n)
  if n == 0 then coroutine.yield("deep") return "bottom" end
  local inner = coroutine.wrap(nest)
  coroutine.yield(inner(n - 1))
  return inner()
end
local co = coroutine.wrap(nest)
local first = co(100)
return { first, co() }
