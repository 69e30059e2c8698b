-- Loops inside a handler after an exact instruction budget was spent.
-- expect: instructions
-- instructions: 5000
xpcall(function() while true do end end, function() while true do end end)
