-- Compares values of all types under __lt that answers anything.
-- expect: completed
-- value: [true, true, false, false, true, false, true, true]
local t = setmetatable({}, { __lt = function() return "yes" end, __le = function() return nil end })
return { t < 1, 1 < t, t <= "x", "x" <= t, t > t, t >= t, pcall(function() return t < nil end) }
