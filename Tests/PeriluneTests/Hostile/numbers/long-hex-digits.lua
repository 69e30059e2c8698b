-- Reads a million hexadecimal digits for ever.
-- expect: time
local s = "0x" .. ("f"):rep(1000000) while true do local n = tonumber(s) end
