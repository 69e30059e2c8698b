-- Compares equal texts of megabytes for ever.
-- expect: time
local a, b = ("x"):rep(5000000), ("x"):rep(5000000) while true do local c = a <= b end
