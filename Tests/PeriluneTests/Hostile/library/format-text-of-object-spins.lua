-- Formats an object whose text is never ready.
-- expect: time
local object = setmetatable({}, { __tostring = function() while true do end end })
return string.format("%10.3s", object)
