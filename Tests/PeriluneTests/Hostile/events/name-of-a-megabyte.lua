-- Gives a table a name of a megabyte and lets errors and texts show it.
-- expect: completed
-- value: [true, false, true]
local t = setmetatable({}, { __name = ("n"):rep(1 << 20) })
local ok, message = pcall(string.rep, t)
return { #tostring(t) > 1 << 20, ok, #message > 1000 }
