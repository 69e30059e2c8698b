-- Inserts at the front of a list that says it is huge.
-- expect: time
local list = setmetatable({}, {__len = function() return 1 << 40 end})
table.insert(list, 1, "x")
