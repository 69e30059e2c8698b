-- Arithmetic on objects whose events call each other in a ring.
-- expect: failed
-- error: overflow
local mt = {}
mt.__add = function(a, b) return a - b end
mt.__sub = function(a, b) return a * b end
mt.__mul = function(a, b) return a + b end
return setmetatable({}, mt) + 1
