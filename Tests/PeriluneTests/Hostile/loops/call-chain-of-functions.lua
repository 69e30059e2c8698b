-- A __call function calls its own object for ever.
-- expect: failed
-- error: overflow
local t = setmetatable({}, {__call = function(self, n) return 1 + self(n + 1) end})
return t(1)
