-- Resumes looping coroutines in a replacement function.
-- expect: time
local function spin() while true do end end
return (("aaaa"):gsub("a", function() coroutine.resume(coroutine.create(spin)) end))
