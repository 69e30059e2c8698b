-- Walks a list that is made up on the fly by __index and never ends.
-- expect: time
for i in ipairs(setmetatable({}, {__index = function(_, i) return i end})) do end
