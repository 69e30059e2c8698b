-- Handles an error with a handler that raises: as in Lua, it is called for its own error too.
-- expect: completed
-- value: [false, true]
local count = 0
local ok = xpcall(error, function() count = count + 1 error("again") end, "oops")
return {ok, count >= 1}
