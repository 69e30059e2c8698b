-- Uses pcall as the iterator of a loop.
-- expect: time
local function spin() while true do end end
for ok in pcall, spin do end
return "late success"
