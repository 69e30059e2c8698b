-- Returns a coroutine inside of an object.
-- expect: output
-- error: co is a thread
return { co = coroutine.create(print) }
