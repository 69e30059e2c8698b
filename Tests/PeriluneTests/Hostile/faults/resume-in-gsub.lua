-- Descends through coroutines and gsub callbacks by turns (CVE-2021-43519).
-- expect: completed
-- value: true
local function descend()
  return (("x"):gsub("x", function() return coroutine.wrap(descend)() end))
end
local ok, message = pcall(descend)
return not ok and message:find("stack overflow", 1, true) ~= nil
