-- Spins in an empty while loop.
-- expect: time
while true do end
