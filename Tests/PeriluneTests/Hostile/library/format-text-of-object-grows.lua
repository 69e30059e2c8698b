-- Formats an object whose text is megabytes, again and again into one result.
-- expect: memory
local object = setmetatable({}, { __tostring = function() return string.rep("x", 8000000) end })
return #string.format(string.rep("%s", 20), object, object, object, object, object, object, object, object, object)
