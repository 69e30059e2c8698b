-- Packs and unpacks long argument lists for ever.
-- expect: time
local packed = table.pack(string.byte(string.rep("x", 100000), 1, -1))
while true do packed = table.pack(table.unpack(packed, 1, packed.n)) end
