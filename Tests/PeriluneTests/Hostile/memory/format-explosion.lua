-- Formats a huge text many times in one call.
-- expect: memory
local s = ("x"):rep(10000000) return #(("%s"):rep(10)):format(s, s, s, s, s, s, s, s, s, s)
