-- Loops inside the message handler after an ordinary error.
-- expect: time
xpcall(error, function() while true do end end, "x")
