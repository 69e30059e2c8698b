-- Closes coroutines that wait inside of xpcall, whose handler then stands on a stack that is gone.
-- expect: completed
-- value: 300
local count = 0
for i = 1, 100 do
  local co = coroutine.create(function()
    xpcall(function() coroutine.yield(1) end, function(m) count = count - 1 return m end)
  end)
  coroutine.resume(co)
  assert(coroutine.close(co))
  assert(coroutine.status(co) == "dead" and not coroutine.resume(co))
  local other = coroutine.create(function() xpcall(error, function() coroutine.yield("in a handler") end) end)
  assert(select(2, coroutine.resume(other)) == "in a handler")
  assert(coroutine.close(other) and coroutine.close(other))
  count = count + 3
end
return count
