-- Loops in steps too small to move.
-- expect: time
for x = 1e16, 2e16, 0.5 do end
