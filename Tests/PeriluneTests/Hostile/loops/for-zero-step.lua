-- Asks for a loop with step zero, which Lua refuses.
-- expect: failed
-- error: 'for' step is zero
for i = 1, 10, 0 do end
