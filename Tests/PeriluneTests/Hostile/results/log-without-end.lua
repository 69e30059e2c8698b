-- Logs for ever; the log is bounded and the time ends it.
-- expect: time
while true do print(string.rep("x", 1000)) end
