-- Raises an object whose text is computed for ever.
-- expect: time
error(setmetatable({}, {__tostring = function() while true do end end}))
