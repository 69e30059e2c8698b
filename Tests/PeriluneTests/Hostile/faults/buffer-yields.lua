-- Yields out of callbacks while a buffer is open.
-- expect: completed
-- value: "attempt to yield across a C-call boundary"
local co = coroutine.create(function()
  return string.rep("a", 3000):gsub(".", function() return coroutine.yield("y") end)
end)
return select(2, coroutine.resume(co))
