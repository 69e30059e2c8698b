-- Raises an object whose text raises the object again.
-- expect: failed
local object
object = setmetatable({}, {__tostring = function() error(object) end})
error(object)
