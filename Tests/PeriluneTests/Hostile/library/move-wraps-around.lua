-- Moves to a place from which the range would wrap around.
-- expect: failed
-- error: destination wrap around
return table.move({}, 1, 10, math.maxinteger)
