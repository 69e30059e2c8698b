-- Removes items while it sorts.
-- expect: completed
-- value: "boolean"
local list = {}
for i = 1, 100 do list[i] = (i * 31) % 100 end
local ok = pcall(table.sort, list, function(a, b) table.remove(list) return (a or 0) < (b or 0) end)
return type(ok)
