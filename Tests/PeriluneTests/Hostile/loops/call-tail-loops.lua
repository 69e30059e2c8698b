-- A __call function tail calls its own object for ever.
-- expect: time
local t = setmetatable({}, {__call = function(self) return self() end})
return t()
