-- A __tostring function never returns.
-- expect: time
return tostring(setmetatable({}, {__tostring = function() while true do end end}))
