-- Nests wrapped coroutines, each with a pcall around the next.
-- expect: time
local function nest(depth)
  return coroutine.wrap(function()
    if depth == 0 then while true do end end
    pcall(nest(depth - 1))
    return "late success"
  end)
end
return nest(30)()
