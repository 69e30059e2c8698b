-- Passes two hundred values back and forth a thousand times.
-- expect: completed
-- value: 200000
local co = coroutine.wrap(function(...) while true do coroutine.yield(select("#", ...), ...) end end)
local list, n = {}, 0
for i = 1, 200 do list[i] = i end
for i = 1, 1000 do n = n + co(table.unpack(list)) end
return n
