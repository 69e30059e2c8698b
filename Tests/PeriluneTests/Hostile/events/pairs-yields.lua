-- Yields from __pairs and from its iterator.
-- expect: completed
-- value: 9
local co = coroutine.wrap(function()
  local sum = 0
  local t = setmetatable({}, { __pairs = function()
    local from = coroutine.yield("from")
    return function(_, k) k = (k or from) + 1 if k < 5 then return coroutine.yield("next") and k end end
  end })
  for k in pairs(t) do sum = sum + k end
  return sum
end)
local value = co()
while type(value) == "string" do value = co(value == "from" and 1 or true) end
return value
