-- Grows a tree of coroutines as deep as the C stack allows and swallows every end.
-- expect: failed or time
local function grow()
  while true do coroutine.resume(coroutine.create(grow)) end
end
grow()
