-- Catches the end of the budget and returns as if nothing had happened.
-- expect: time
pcall(function() while true do end end)
return "late success"
