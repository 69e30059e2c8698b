-- Raises an object whose text raises an error.
-- expect: failed
error(setmetatable({}, {__tostring = function() error("no text") end}))
