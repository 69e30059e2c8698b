-- Asserts a false value with a table as the message.
-- expect: completed
-- value: 7
local ok, e = pcall(assert, false, {code = 7})
return e.code
