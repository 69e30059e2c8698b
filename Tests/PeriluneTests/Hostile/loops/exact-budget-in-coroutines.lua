-- Hopes that each new coroutine gets a fresh instruction count.
-- expect: instructions
-- instructions: 50000
while true do coroutine.wrap(function() for i = 1, 50 do end end)() end
