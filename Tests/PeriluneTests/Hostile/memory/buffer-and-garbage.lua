-- Fills memory with garbage while a buffer grows.
-- expect: completed
-- value: 2000000
local out = ("a"):rep(2000):gsub(".", function() local g = {} for i = 1, 50 do g[i] = { i } end return ("b"):rep(1000) end)
return #out
