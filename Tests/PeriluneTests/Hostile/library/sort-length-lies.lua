-- Sorts a list that says it has two billion items.
-- expect: time
table.sort(setmetatable({}, {__len = function() return 2000000000 end, __index = function(_, i) return i end}))
