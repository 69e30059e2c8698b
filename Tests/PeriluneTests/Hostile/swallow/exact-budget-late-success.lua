-- Catches the end of an exact instruction budget and returns.
-- expect: instructions
-- instructions: 5000
pcall(function() while true do end end)
return "late success"
