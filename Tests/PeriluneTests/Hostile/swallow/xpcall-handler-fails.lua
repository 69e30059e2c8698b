-- Lets the message handler fail, which has to end with a plain value.
-- expect: completed
-- value: false
return (xpcall(error, function() error("again") end, "first"))
