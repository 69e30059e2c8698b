-- Makes tables equal to all and asks raw functions, keys and results.
-- expect: completed
-- value: [true, false, true, true, true]
local mt = { __eq = function() return true end }
local a, b = setmetatable({}, mt), setmetatable({}, mt)
local t = { [a] = 1 }
return { a == b, rawequal(a, b), t[b] == nil, a ~= 1, not (a == {}) == false }
