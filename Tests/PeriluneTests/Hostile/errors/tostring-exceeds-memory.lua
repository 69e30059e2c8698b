-- Raises an object whose text is beyond the memory limit.
-- expect: memory
error(setmetatable({}, { __tostring = function() return ("x"):rep(1 << 27) end }))
