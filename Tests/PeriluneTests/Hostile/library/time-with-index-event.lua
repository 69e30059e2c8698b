-- Reads the fields of a date from a table whose __index spins.
-- expect: time
return os.time(setmetatable({}, {__index = function() while true do end end}))
