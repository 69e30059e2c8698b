-- Resumes and closes the main thread.
-- expect: completed
-- value: [false, false, "normal"]
local main = coroutine.running()
return { (coroutine.resume(main)), pcall(coroutine.close, main), (coroutine.wrap(function() return coroutine.status(main) end)()) }
