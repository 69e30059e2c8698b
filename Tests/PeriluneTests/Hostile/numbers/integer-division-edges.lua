-- Divides and takes remainders at the ends.
-- expect: completed
-- value: [-9223372036854775808, 0, false, true, -4, 1, -1, false]
return { math.mininteger // -1, math.mininteger % -1, (pcall(function() return 1 // 0 end)), 1 // 0.0 == math.huge, -7 // 2, -7 % 2, 7 % -2, (pcall(function() return 1 % 0 end)) }
