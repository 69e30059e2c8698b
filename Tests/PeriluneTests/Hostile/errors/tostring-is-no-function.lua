-- Raises an object whose __tostring cannot be called.
-- expect: failed
error(setmetatable({}, { __tostring = 1 }))
