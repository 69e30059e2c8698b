-- Catches the end of the budget and logs for ever.
-- expect: time
pcall(function() while true do end end)
while true do log.info("still here") end
