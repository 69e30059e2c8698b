-- Closes a coroutine that the budget ended, and goes on.
-- expect: time
local co = coroutine.create(function() while true do end end)
coroutine.resume(co)
coroutine.close(co)
return "late success"
