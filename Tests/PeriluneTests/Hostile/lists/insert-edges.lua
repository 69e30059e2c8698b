-- Inserts and removes at positions at the ends.
-- expect: completed
-- value: [false, false, false, false, false, true, true, 3]
local t = { 1, 2, 3 }
return { (pcall(table.insert, t, 5, 0)), (pcall(table.insert, t, 0, 0)), (pcall(table.insert, t, math.mininteger, 0)), (pcall(table.insert, t)), (pcall(table.remove, t, 5)), table.remove(t, 4) == nil, table.remove({}, 0) == nil, #t }
