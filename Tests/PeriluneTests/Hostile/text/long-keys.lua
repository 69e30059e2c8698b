-- Uses texts of megabytes as keys for ever.
-- expect: time
local a = ("x"):rep(2000000) while true do local t = { [a .. "1"] = 1 } end
