-- Moves the largest range there is from one empty table to another.
-- expect: time
return #table.move({}, 1, math.maxinteger - 1, 1, {})
