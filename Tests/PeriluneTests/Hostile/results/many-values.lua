-- Returns more values than one; the first counts.
-- expect: completed
-- value: 1
return 1, print, coroutine.create(print)
