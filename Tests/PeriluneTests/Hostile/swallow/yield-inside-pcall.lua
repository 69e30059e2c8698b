-- Yields out of a pcall, and loops when it is resumed.
-- expect: time
local co = coroutine.create(function()
  pcall(function()
    coroutine.yield()
    while true do end
  end)
  return "late success"
end)
coroutine.resume(co)
local ok, value = coroutine.resume(co)
return value
