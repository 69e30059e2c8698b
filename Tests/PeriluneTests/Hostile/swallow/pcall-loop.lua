-- Catches the end of the budget with pcall and loops again.
-- expect: time
while true do pcall(function() while true do end end) end
