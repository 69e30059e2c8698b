-- Formats an object with a slow __tostring many times.
-- expect: time
local slow = setmetatable({}, {__tostring = function() for i = 1, 1e5 do end return "slow" end})
for i = 1, 1e6 do string.format("%s %s %s", slow, slow, slow) end
