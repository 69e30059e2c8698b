-- Restarts a failing message handler for ever.
-- expect: time
while true do xpcall(error, error, "x") end
