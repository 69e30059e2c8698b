-- Raises an object whose text is ten megabytes.
-- expect: failed
error(setmetatable({}, { __tostring = function() return ("x"):rep(10000000) end }))
