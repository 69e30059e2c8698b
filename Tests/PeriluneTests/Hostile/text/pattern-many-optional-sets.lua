-- Backtracks through optional sets.
-- expect: time
return (("a"):rep(60)):find(("[a-z]?"):rep(60) .. ("[a-z]"):rep(60) .. "!")
