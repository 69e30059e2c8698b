-- A handler inside a coroutine yields after the budget is spent.
-- expect: time
local co = coroutine.wrap(function()
  xpcall(function() while true do end end, function(m) coroutine.yield(m) end)
end)
co()
return "late success"
