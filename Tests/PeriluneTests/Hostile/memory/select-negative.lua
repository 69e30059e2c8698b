-- Selects from both ends of many values.
-- expect: completed
-- value: [250000, 2, 1, false, false]
local function many(n) return table.unpack({}, 1, n) end
return { select("#", many(250000)), select("#", select(249999, many(250000))), select("#", select(-1, many(250000))), (pcall(select, -5, 1)), (pcall(select, 0)) }
