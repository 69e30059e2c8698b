-- Builds a chain of two thousand __index tables and asks at its end.
-- expect: failed
-- error: '__index' chain too long
local t = {}
for i = 1, 2500 do t = setmetatable({}, { __index = t }) end
return t.missing
