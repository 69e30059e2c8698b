-- An __eq function compares the same pair again.
-- expect: failed
-- error: overflow
local mt = {}
mt.__eq = function(a, b) return a == b end
return setmetatable({}, mt) == setmetatable({}, mt)
