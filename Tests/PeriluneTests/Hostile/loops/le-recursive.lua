-- An __le function answers by asking the same question.
-- expect: failed
-- error: overflow
local mt = {}
mt.__le = function(a, b) return a <= b end
return setmetatable({}, mt) <= setmetatable({}, mt)
