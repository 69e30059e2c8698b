-- Spins in a repeat loop whose condition never holds.
-- expect: time
local turns = 0
repeat turns = turns + 1 until turns < 0
