-- Asks whether long texts are equal for ever.
-- expect: time
local a, b = ("x"):rep(5000000) .. "a", ("x"):rep(5000000) .. "b" while true do local c = a == b end
