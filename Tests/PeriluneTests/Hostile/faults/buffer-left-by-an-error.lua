-- Leaves large buffers by errors from callbacks, in coroutines too, and goes on.
-- expect: completed
-- value: 200
local failures = 0
for i = 1, 100 do
  local n = 0
  local function callback() n = n + 1 if n > 50 then error("left") end return string.rep("b", 1000) end
  if not pcall(string.gsub, string.rep("a", 100), ".", callback) then failures = failures + 1 end
  local co = coroutine.create(function() n = 0 return string.rep("a", 100):gsub(".", callback) end)
  if not coroutine.resume(co) then failures = failures + 1 end
  if not coroutine.close(co) and coroutine.status(co) ~= "dead" then failures = failures - 1 end
end
return failures
