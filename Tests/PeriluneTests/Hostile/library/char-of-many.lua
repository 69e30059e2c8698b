-- Makes a text out of a hundred thousand bytes for ever.
-- expect: time
local bytes = table.pack(string.byte(string.rep("x", 100000), 1, -1))
while true do string.char(table.unpack(bytes, 1, bytes.n)) end
