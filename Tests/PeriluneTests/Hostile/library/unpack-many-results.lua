-- Unpacks more values than a call may return.
-- expect: failed
-- error: stack overflow
return string.unpack(string.rep("b", 2000000), string.rep("x", 2000000))
