-- Raises an object whose text asks for its own text.
-- expect: failed or time or memory
error(setmetatable({}, {__tostring = function(self) return "x" .. tostring(self) end}))
