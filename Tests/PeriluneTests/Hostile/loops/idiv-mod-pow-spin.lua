-- A chain of __idiv, __mod and __pow never comes back.
-- expect: time
local mt = {}
mt.__idiv = function(a, b) return a % b end
mt.__mod = function(a, b) return a ^ b end
mt.__pow = function() repeat until false end
return setmetatable({}, mt) // 2
