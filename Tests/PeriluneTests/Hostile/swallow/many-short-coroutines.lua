-- Runs a new short coroutine for each piece of an endless work.
-- expect: time
while true do coroutine.wrap(function() for i = 1, 100 do end end)() end
