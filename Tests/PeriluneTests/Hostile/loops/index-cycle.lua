-- Builds an __index cycle out of two tables.
-- expect: failed
-- error: possible loop
local a, b = {}, {}
local ma, mb = {__index = b}, {__index = a}
setmetatable(a, ma)
setmetatable(b, mb)
return a.missing
