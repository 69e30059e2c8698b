-- Lets a coroutine run into the budget and returns after it.
-- expect: time
local co = coroutine.create(function() while true do end end)
coroutine.resume(co)
return "late success"
