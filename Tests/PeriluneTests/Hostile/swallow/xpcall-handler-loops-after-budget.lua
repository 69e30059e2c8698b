-- Loops inside the message handler that the end of the budget might call.
-- expect: time
xpcall(function() while true do end end, function() while true do end end)
