-- Nests callable tables, of which the inner one is refused as __call.
-- expect: failed
-- error: '__call' has to be a function
local inner = setmetatable({}, { __call = function() return 1 end })
return setmetatable({}, { __call = inner })()
