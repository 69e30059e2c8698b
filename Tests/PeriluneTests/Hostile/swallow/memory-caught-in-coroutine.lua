-- Lets a coroutine die of the memory and returns.
-- expect: memory
local co = coroutine.create(function() return string.rep("x", 1 << 28) end)
local ok, e = coroutine.resume(co)
return ok or "late success"
