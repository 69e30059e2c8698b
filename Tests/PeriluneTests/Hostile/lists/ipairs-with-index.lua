-- Iterates over items that an __index makes for ever.
-- expect: time
for i, v in ipairs(setmetatable({}, { __index = function(_, i) return i end })) do end
