-- Closes a chain of coroutines whose closing values close the next, which overflows the C stack of 5.4.4.
-- expect: failed
-- error: '__close' is not available
local last = false
for i = 1, 20000 do
  local before = last
  last = coroutine.create(function()
    local held <close> = setmetatable({}, { __close = function() if before then coroutine.close(before) end end })
    coroutine.yield()
  end)
  assert(coroutine.resume(last))
end
coroutine.close(last)
