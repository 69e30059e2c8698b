-- Joins a list that says it has a quintillion items.
-- expect: failed
-- error: invalid value
return table.concat(setmetatable({}, {__len = function() return 1 << 60 end}))
