-- An __unm function never returns.
-- expect: time
return -setmetatable({}, {__unm = function() while true do end end})
