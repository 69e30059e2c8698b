-- Each coroutine starts another and swallows its end.
-- expect: time
local function grow(depth)
  if depth == 0 then while true do end end
  while true do coroutine.resume(coroutine.create(grow), depth - 1) end
end
grow(20)
