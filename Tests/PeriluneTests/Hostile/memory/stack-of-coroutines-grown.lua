-- Grows the stacks of many coroutines.
-- expect: memory
local held = {}
local function down(n) if n == 0 then coroutine.yield() return 0 end return 1 + down(n - 1) end
for i = 1, 1e6 do held[i] = coroutine.wrap(down) held[i](5000) end
