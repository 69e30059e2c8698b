-- Packs with alignments and sizes that make a huge result.
-- expect: memory
local format = string.rep("i16", 1000)
local values = {}
for i = 1, 1000 do values[i] = i end
local parts = {}
for i = 1, 1e9 do parts[i] = string.pack(format, table.unpack(values)) .. i end
