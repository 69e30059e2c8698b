-- A __pairs function hands out an iterator that never ends.
-- expect: time
local t = setmetatable({}, {__pairs = function() return function(_, n) return (n or 0) + 1 end end})
for k in pairs(t) do end
