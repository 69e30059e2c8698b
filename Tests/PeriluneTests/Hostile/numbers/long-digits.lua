-- Reads a million digits as a number for ever.
-- expect: time
local s = ("1"):rep(1000000) while true do local n = tonumber(s) end
