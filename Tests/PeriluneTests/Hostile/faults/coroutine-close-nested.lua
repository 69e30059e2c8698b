-- Closes coroutines from coroutines, hundreds deep: the library's own function forgets how deep the C stack is.
-- expect: completed
-- value: true
local function nest(n)
  local co = coroutine.create(function() coroutine.yield() end)
  coroutine.resume(co)
  local child = coroutine.wrap(function()
    coroutine.close(co)
    if n > 0 then return nest(n - 1) end
    return "bottom"
  end)
  return child()
end
local ok, message = pcall(nest, 5000)
return not ok and message:find("C stack overflow", 1, true) ~= nil
