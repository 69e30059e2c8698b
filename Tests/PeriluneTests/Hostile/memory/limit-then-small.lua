-- Reaches the limit in a protected call and goes on with little.
-- expect: memory
pcall(function() local t = {} for i = 1, 1e9 do t[i] = ("x"):rep(1000) .. i end end) return "little"
