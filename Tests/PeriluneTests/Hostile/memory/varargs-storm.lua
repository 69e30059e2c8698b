-- Passes ever more values by tail calls, each of which copies them all.
-- expect: time
local function f(...) return f(1, 2, 3, 4, 5, 6, 7, 8, ...) end return f()
