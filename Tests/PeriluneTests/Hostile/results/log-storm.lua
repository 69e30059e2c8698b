-- Logs for ever.
-- expect: time
while true do print(("x"):rep(1000)) end
