-- Spins under an exact instruction budget.
-- expect: instructions
-- instructions: 20000
while true do end
