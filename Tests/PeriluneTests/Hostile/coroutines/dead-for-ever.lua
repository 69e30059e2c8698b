-- Resumes a dead coroutine for ever.
-- expect: time
local co = coroutine.wrap(function() end)
co()
while true do pcall(co) end
