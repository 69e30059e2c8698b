-- Passes as many values as the stack holds, and one more, through coroutines and calls.
-- expect: completed
-- value: [250000, false, true]
local list = table.move({ 1 }, 1, 1, 1)
for i = 1, 250000 do list[i] = i end
local count = select("#", coroutine.wrap(function(...) return coroutine.yield(...) end)(table.unpack(list)))
local ok = pcall(function() return select("#", table.unpack(list, 1, 1000000)) end)
local passed = pcall(function(...) return select("#", ...) end, table.unpack(list))
return { count, ok, passed }
