-- Yields outside of every coroutine.
-- expect: failed
-- error: outside a coroutine
coroutine.yield(1)
return 2
