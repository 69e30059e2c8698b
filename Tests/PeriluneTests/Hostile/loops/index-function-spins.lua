-- An __index function never returns.
-- expect: time
local t = setmetatable({}, {__index = function() while true do end end})
return t.missing
