-- Makes and closes coroutines for ever.
-- expect: time
while true do
  local co = coroutine.create(function() coroutine.yield() end)
  coroutine.resume(co)
  coroutine.close(co)
end
