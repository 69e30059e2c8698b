-- Moves ranges at the ends of the integers.
-- expect: completed
-- value: [false, false, false, 4, 0]
return { (pcall(table.move, {}, math.mininteger, math.maxinteger, 1)), (pcall(table.move, {}, 1, math.maxinteger, 2)), (pcall(table.move, {}, 1, 2, math.maxinteger)), #table.move({ 1, 2, 3 }, 1, 3, 2), #table.move({}, 5, 1, 1) }
