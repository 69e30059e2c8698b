-- Hides the loop in a function that is an argument of a call.
-- expect: time
print((function() while true do end end)())
