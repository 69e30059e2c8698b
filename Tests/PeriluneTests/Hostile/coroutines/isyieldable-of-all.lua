-- Asks of every kind of thread whether it may yield.
-- expect: completed
local fresh = coroutine.create(print)
local dead = coroutine.create(function() end)
coroutine.resume(dead)
return { coroutine.isyieldable(), coroutine.isyieldable(fresh), coroutine.isyieldable(dead),
  coroutine.wrap(function() return coroutine.isyieldable() end)(), pcall(coroutine.isyieldable, 1) }
