-- Counts down from the largest to the smallest integer.
-- expect: time
for i = math.maxinteger, math.mininteger, -1 do end
