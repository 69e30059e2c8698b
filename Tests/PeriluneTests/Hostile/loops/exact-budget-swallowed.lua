-- Catches the end of an exact instruction budget and spins on.
-- expect: instructions
-- instructions: 20000
while true do pcall(function() while true do end end) end
