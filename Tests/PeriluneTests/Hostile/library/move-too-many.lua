-- Moves a range with more items than an integer can count.
-- expect: failed
-- error: too many elements to move
return table.move({}, -1, math.maxinteger, 2)
