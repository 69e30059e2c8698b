-- Requires in a loop for ever.
-- expect: time
while true do pcall(require, "nothing") end
