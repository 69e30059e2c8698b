-- Writes through rawset into the string metatable view.
-- expect: failed
local view = getmetatable("")
local t = setmetatable({}, { __newindex = function(_, k, v) rawset(view, k, v) end })
t.__index = {}
