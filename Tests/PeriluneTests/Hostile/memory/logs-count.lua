-- Logs beyond the log limit, which costs no memory.
-- expect: completed
-- value: 1
for i = 1, 2000 do print(("x"):rep(100)) end return 1
