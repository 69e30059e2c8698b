-- Counts up to infinity by floats.
-- expect: time
for x = 0.0, math.huge do end
