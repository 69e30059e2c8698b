-- Counts from one to the largest integer.
-- expect: time
for i = 1, math.maxinteger do end
