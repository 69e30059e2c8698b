-- Names a table like a format, which messages must not read as one.
-- expect: completed
-- value: [true, true, "%s%n%p%d"]
local t = setmetatable({}, { __name = "%s%n%p%d" })
local _, first = pcall(string.rep, t)
local _, second = pcall(function() return t + 1 end)
local _, third = pcall(function() return t.x.y end)
return { first:find("%s%n%p%d", 1, true) ~= nil, second:find("%s%n%p%d", 1, true) ~= nil, tostring(t):sub(1, 8) }
