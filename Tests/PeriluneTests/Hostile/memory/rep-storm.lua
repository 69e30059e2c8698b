-- Repeats texts into memory and drops them for ever.
-- expect: time or memory
while true do local s = ("x"):rep(10000000) end
