-- Uses pcall as __call of an object that holds a loop.
-- expect: time
local t = setmetatable({}, {__call = pcall})
while true do t(function() while true do end end) end
