-- Changes what it returns by a metatable while the host reads it; nothing of it runs.
-- expect: completed
-- value: {"inner": ["kept"]}
local inner = {}
local t = setmetatable({inner = inner}, {__index = function(self) self.x = 1 end, __newindex = function() end})
inner[1] = "kept"
return t
