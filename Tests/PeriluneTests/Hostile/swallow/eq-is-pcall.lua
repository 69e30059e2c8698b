-- Uses pcall as __eq of two objects.
-- expect: time
local mt = {__eq = pcall, __call = function() while true do end end}
local a, b = setmetatable({}, mt), setmetatable({}, mt)
return a == b and "late success"
