-- Raises an object whose __tostring never ends.
-- expect: time
error(setmetatable({}, { __tostring = function() while true do end end }))
