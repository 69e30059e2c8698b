-- Resumes a coroutine inside of a coroutine without an end (CVE-2021-43519).
-- expect: failed
-- error: resume-stack-overflow.lua:4
local function descend() return coroutine.wrap(descend)() end
return descend()
