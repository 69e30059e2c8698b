-- Raises a coroutine that waits.
-- expect: failed
local co = coroutine.create(function() coroutine.yield() end) coroutine.resume(co) error(co)
