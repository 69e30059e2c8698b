-- Hides __concat behind an __index of the metatable, which only a raw look does not see.
-- expect: failed
-- error: attempt to concatenate
local events = setmetatable({}, { __index = { __concat = function() return "x" end } })
return setmetatable({}, events) .. "b"
