-- Closes the running and a waiting coroutine.
-- expect: completed
-- value: [true, "cannot close a running coroutine", "cannot close a normal coroutine"]
local outer
outer = coroutine.create(function()
  local own = select(2, pcall(coroutine.close, coroutine.running()))
  local inner = coroutine.wrap(function() return select(2, pcall(coroutine.close, outer)) end)
  return own, inner()
end)
return { coroutine.resume(outer) }
