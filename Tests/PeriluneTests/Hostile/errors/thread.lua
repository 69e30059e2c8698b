-- Raises a coroutine.
-- expect: failed
-- error: thread: 0x
error(coroutine.create(print))
