-- Suspends coroutines until the memory limit is reached.
-- expect: memory
local held = {}
for i = 1, 1e7 do held[i] = coroutine.create(function() coroutine.yield(i) end) coroutine.resume(held[i]) end
