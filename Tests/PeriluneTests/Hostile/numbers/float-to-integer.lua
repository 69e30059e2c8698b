-- Uses floats where integers are wanted.
-- expect: completed
-- value: ["xxx", false, false, 98, false, 3, false]
return { ("x"):rep(3.0), (pcall(string.rep, "x", 3.5)), (pcall(string.rep, "x", 2^63)), ("abc"):byte(2.0), (pcall(function() return 1.5 | 0 end)), 2.0 | 1, (pcall(function() return "3" | 0 end)) }
