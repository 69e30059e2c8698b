-- Backtracks through back references.
-- expect: time
return (("a"):rep(30000)):find("(.-)%1(.-)%2(.-)%3!")
