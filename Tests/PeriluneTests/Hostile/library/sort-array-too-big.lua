-- Sorts a list that says it has more items than sort takes.
-- expect: failed
-- error: too big
table.sort(setmetatable({}, {__len = function() return 1 << 40 end}))
