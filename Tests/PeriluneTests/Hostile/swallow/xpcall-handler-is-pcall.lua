-- Uses pcall as the message handler.
-- expect: time
xpcall(function() while true do end end, pcall)
while true do end
