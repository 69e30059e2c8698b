-- Calls a wrapped coroutine again that died of a full stack.
-- expect: completed
-- value: [true, true]
local function down() local a, b, c, d, e, f, g, h, i, j, k, l = 1 return a + down() end
local wrapped = coroutine.wrap(down)
local _, first = pcall(wrapped)
local _, second = pcall(wrapped)
return { first:find("stack overflow", 1, true) ~= nil, second:find("cannot resume dead coroutine", 1, true) ~= nil }
