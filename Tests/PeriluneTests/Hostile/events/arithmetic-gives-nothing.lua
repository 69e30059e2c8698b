-- Lets arithmetic events return nothing.
-- expect: completed
-- value: {"a": true, "b": true, "c": true}
local t = setmetatable({}, { __add = function() end, __unm = function() return end, __idiv = function() return nil, 1 end })
return { a = (t + 1) == nil, b = (-t) == nil, c = (t // 1) == nil }
