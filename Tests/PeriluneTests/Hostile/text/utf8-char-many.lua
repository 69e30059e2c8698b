-- Makes text of two hundred thousand code points.
-- expect: completed
-- value: 600000
local list = {}
for i = 1, 200000 do list[i] = 0x20AC end
return #utf8.char(table.unpack(list))
