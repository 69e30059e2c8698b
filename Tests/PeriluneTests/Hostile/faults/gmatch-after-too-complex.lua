-- Goes on with an iterator whose pattern was too complex, which leaves the library's own counter below zero.
-- expect: completed
-- value: 20
local iterate = string.gmatch(string.rep("a", 300000), string.rep("(a?", 30) .. string.rep("a?", 300000))
local failures = 0
for i = 1, 20 do
  local ok, message = pcall(iterate)
  if not ok then failures = failures + 1 end
end
return failures
