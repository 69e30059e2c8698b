-- Loops on pcall inside a coroutine inside a pcall.
-- expect: time
pcall(coroutine.wrap(function()
  while true do pcall(function() while true do end end) end
end))
return "late success"
