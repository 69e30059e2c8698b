-- Hopes that an xpcall handler may turn the end of the budget into a success.
-- expect: time
local ok, value = xpcall(function() while true do end end, function() return "late success" end)
return value
