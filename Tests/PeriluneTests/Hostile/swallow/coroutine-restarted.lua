-- Starts a new looping coroutine whenever the former died.
-- expect: time
while true do
  local co = coroutine.create(function() while true do end end)
  coroutine.resume(co)
end
