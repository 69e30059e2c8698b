-- Adds a finalizer to a metatable that was installed before (CVE-2021-44964).
-- expect: completed
-- value: false
local ran = false
for i = 1, 2000 do
  local events = { __index = {} }
  setmetatable({}, events)
  events.__gc = function() ran = true end
  local garbage = string.rep("x", 10000)
end
return ran
