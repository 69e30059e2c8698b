-- Loops with NaN bounds and text bounds.
-- expect: completed
-- value: [1, true, false]
local n = 0
for i = 1, 0/0 do n = n + 1 end
for i = 0/0, 1 do n = n + 1 end
return { n, (pcall(function() for i = "1", 2 do end end)), (pcall(function() for i = 1, 2, {} do end end)) }
