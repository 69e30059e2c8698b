-- Says with __len that a list has all items there can be.
-- expect: time or failed or memory
local t = setmetatable({}, { __len = function() return math.maxinteger end, __index = function(_, i) return i end })
for _, f in ipairs { table.concat, table.unpack, table.sort, table.insert, table.remove } do pcall(f, t, 1) end
table.move(t, 1, #t, 2)
