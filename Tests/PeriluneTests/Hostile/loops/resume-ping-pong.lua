-- Two coroutines resume and yield to each other for ever.
-- expect: time
local function worker() while true do coroutine.yield() end end
local a, b = coroutine.create(worker), coroutine.create(worker)
while true do
  coroutine.resume(a)
  coroutine.resume(b)
end
