-- An __index function reads the same missing field again.
-- expect: failed
-- error: overflow
local t = setmetatable({}, {__index = function(t, k) return t[k] end})
return t.missing
