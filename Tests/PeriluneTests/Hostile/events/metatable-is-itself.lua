-- Makes tables their own metatable, their own __index and their own key.
-- expect: completed
-- value: [true, true, true]
local t = {}
t[t], t.__index, t.__newindex = t, t, nil
setmetatable(t, t)
return { t[t][t][t] == t, t.__index.__index == t, getmetatable(getmetatable(t)) == t }
