-- Draws random numbers until one is above the range.
-- expect: time
repeat until math.random(10) > 10
