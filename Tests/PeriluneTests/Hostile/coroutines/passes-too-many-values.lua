-- Passes more values to a coroutine than a stack holds.
-- expect: failed
-- error: stack overflow
local list = {}
for i = 1, 999000 do list[i] = 1 end
return select("#", coroutine.wrap(function(...) return ... end)(table.unpack(list)))
