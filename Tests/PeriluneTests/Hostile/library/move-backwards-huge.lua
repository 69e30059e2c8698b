-- Moves overlapping ranges downwards from the top without an end.
-- expect: time
table.move(setmetatable({}, {__newindex = function() end}), 1, 1 << 50, 2)
