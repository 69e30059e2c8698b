-- A __pairs function never returns.
-- expect: time
for k in pairs(setmetatable({}, {__pairs = function() while true do end end})) do end
