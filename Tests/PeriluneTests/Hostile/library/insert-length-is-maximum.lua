-- Inserts into a list that says it has as many items as there are integers.
-- expect: completed
-- value: "x"
local list = setmetatable({}, {__len = function() return math.maxinteger end})
table.insert(list, 5, "x")
return rawget(list, 5)
