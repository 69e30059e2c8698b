-- Uses a float step so small that the counter never moves.
-- expect: time
for x = 2.0 ^ 53, 2.0 ^ 54, 0.25 do end
