-- Lets __pairs return too few and too many values.
-- expect: completed
-- value: [2, false]
local n = 0
for _ in pairs(setmetatable({}, { __pairs = function() return function() end end })) do n = n + 1 end
for _ in pairs(setmetatable({}, { __pairs = function() return next, { 1, 2 }, nil, nil, 5 end })) do n = n + 1 end
local ok = pcall(function() for _ in pairs(setmetatable({}, { __pairs = function() end })) do end end)
return { n, ok }
