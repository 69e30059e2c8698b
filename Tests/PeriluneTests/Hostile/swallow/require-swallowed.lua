-- Catches failing requires for ever.
-- expect: time
while true do pcall(require, "absent.module") end
