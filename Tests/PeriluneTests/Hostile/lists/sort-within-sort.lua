-- Sorts the same list from its comparator.
-- expect: completed
-- value: "boolean"
local list, depth = { 5, 4, 3, 2, 1 }, 0
local ok = pcall(table.sort, list, function(a, b) if depth < 5 then depth = depth + 1 pcall(table.sort, list) depth = depth - 1 end return a < b end)
return type(ok)
