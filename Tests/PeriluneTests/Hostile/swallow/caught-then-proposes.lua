-- Catches the end of the budget and proposes a change afterwards.
-- expect: time
local ctx, tx = ...
pcall(function() while true do end end)
tx:set("late", "success")
return "late success"
