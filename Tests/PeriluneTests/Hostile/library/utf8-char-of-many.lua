-- Encodes a hundred thousand characters in one call for ever.
-- expect: time
local codes = {}
for i = 1, 100000 do codes[i] = 0x1F319 end
while true do utf8.char(table.unpack(codes)) end
