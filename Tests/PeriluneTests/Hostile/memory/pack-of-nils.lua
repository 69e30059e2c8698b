-- Packs a quarter of a million nils.
-- expect: completed
-- value: 250000
return table.pack(table.unpack({}, 1, 250000)).n
