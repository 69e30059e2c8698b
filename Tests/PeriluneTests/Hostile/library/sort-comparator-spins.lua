-- Sorts with an order that never answers.
-- expect: time
table.sort({3, 1, 2}, function() while true do end end)
