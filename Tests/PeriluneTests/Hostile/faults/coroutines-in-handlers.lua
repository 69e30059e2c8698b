-- Lets a message handler fail inside of coroutines that it makes, until the C stack is used up.
-- expect: completed
-- value: false
local function handler(m)
  local co = coroutine.wrap(function() return xpcall(error, handler, m) end)
  return co()
end
return (xpcall(error, handler, "start"))
