-- Unpacks ranges at the ends of the integers.
-- expect: completed
-- value: [false, false, 1, 0]
return { (pcall(table.unpack, {}, 1, 1e7)), (pcall(table.unpack, {}, math.mininteger, math.maxinteger)), select("#", table.unpack({}, math.maxinteger, math.maxinteger)), select("#", table.unpack({}, math.maxinteger, math.mininteger)) }
