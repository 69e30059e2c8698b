-- Raises an object whose text takes all memory.
-- expect: memory
error(setmetatable({}, {__tostring = function() local s = "x" while true do s = s .. s end end}))
