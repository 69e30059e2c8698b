-- Unpacks a list that says it is huge.
-- expect: failed
-- error: too many results to unpack
return table.unpack(setmetatable({}, {__len = function() return 1 << 50 end}))
