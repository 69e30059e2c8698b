-- Sorts texts that differ only after half a megabyte.
-- expect: time
local prefix, list = string.rep("a", 500000), {}
for i = 1, 60 do list[i] = prefix .. (i * 37) % 61 end
while true do table.sort(list, function(a, b) return a > b end) table.sort(list) end
