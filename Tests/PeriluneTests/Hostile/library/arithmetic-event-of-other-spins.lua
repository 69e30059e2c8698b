-- Adds a text to an object whose event never ends.
-- expect: time
local object = setmetatable({}, { __add = function() while true do end end })
return "x" + object
