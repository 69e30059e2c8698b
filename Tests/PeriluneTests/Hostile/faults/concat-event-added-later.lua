-- Adds __concat to a metatable that was installed before.
-- expect: failed
-- error: attempt to concatenate
local events = { __index = {} }
local t = setmetatable({}, events)
events.__concat = function() return "x" end
return "a" .. t .. "b"
