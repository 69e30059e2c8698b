-- Repeats with counts and separators at the ends.
-- expect: completed
-- value: ["", "", "", false, 10]
return { ("x"):rep(0), ("x"):rep(-5), (""):rep(1000000000, ""), (pcall(string.rep, "x", math.maxinteger, "y")), #("ab"):rep(3, "--") }
