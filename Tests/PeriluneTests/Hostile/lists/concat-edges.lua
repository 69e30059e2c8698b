-- Joins ranges at the ends of the integers.
-- expect: completed
-- value: ["", false, false, "x"]
return { table.concat({}, ",", math.maxinteger, math.mininteger), (pcall(table.concat, {}, ",", math.mininteger, math.mininteger + 1)), (pcall(table.concat, { 1, {}, 3 })), table.concat({ [math.maxinteger] = "x" }, ",", math.maxinteger, math.maxinteger) }
