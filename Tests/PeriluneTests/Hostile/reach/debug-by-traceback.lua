-- Looks for functions of the runtime in tracebacks and levels.
-- expect: completed
-- value: ["x", true, "Lua 5.4"]
local m = select(2, xpcall(function() error("x", 50) end, function(m) return m end))
return { m, debug == nil, _VERSION }
