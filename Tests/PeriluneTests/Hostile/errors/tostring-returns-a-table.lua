-- Raises an object whose text is a table.
-- expect: failed
error(setmetatable({}, {__tostring = function() return {} end}))
