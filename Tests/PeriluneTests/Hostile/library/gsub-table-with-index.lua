-- Looks replacements up in a table whose __index spins.
-- expect: time
return (("abc"):gsub("%a", setmetatable({}, {__index = function() while true do end end})))
