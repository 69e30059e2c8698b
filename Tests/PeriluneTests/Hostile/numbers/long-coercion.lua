-- Adds to texts of a million digits for ever.
-- expect: time
local s = ("1"):rep(1000000) while true do local n = pcall(function() return s + 1 end) end
