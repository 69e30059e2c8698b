-- Writes through __newindex into a library.
-- expect: failed
-- error: read-only
local t = setmetatable({}, { __newindex = string })
t.rep = print
