-- Raises messages with levels that no frame has, deep in tail calls and coroutines.
-- expect: completed
-- value: 9
local n = 0
for _, level in ipairs { 0, 1, 2, 3, 50, 1000000, -1, math.maxinteger, math.mininteger } do
  local co = coroutine.create(function() return (function() return error("m", level) end)() end)
  local ok, message = coroutine.resume(co)
  if not ok and message:sub(-1) == "m" then n = n + 1 end
end
return n
