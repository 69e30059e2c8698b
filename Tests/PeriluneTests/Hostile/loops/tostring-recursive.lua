-- A __tostring function asks for the text of the same object.
-- expect: failed
-- error: overflow
local mt = {}
mt.__tostring = function(self) return tostring(self) end
return tostring(setmetatable({}, mt))
