-- Proposes more than allowed inside a coroutine whose failure is ignored.
-- expect: output
-- error: operations
local ctx, tx = ...
coroutine.resume(coroutine.create(function() for i = 1, 10000 do tx:append("list", i) end end))
return "late success"
