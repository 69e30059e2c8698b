-- Returns a coroutine.
-- expect: output
-- error: is a thread
return coroutine.create(print)
