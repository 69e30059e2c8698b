-- Makes a metatable weak that is its own metatable.
-- expect: failed
-- error: '__mode' is not available
local t = {}
t.__mode, t.__index = "k", t
setmetatable(t, t)
