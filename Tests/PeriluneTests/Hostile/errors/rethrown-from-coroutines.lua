-- Passes an error through a hundred coroutines.
-- expect: failed
-- error: deep inside
local function nest(depth)
  if depth == 0 then error("deep inside", 0) end
  return coroutine.wrap(nest)(depth - 1)
end
nest(100)
