-- Converts between texts and numbers of odd shapes.
-- expect: completed
-- value: ["nil nil 0.25 inf -9223372036854775808 9.2233720368548e+18 nil nil nil -1 1 nil", 16, 10.0, "1020"]
local r = {}
for i, s in ipairs { "0x", "1e", " 0x1p-2 ", "1e1000", "0x8000000000000000", "9223372036854775808", "- 1", "1_000", "nan", "0x1ffffffffffffffff", "\t1\n", "" } do
  r[i] = tostring(tonumber(s))
end
return { table.concat(r, " "), "0x10" + 0, "1e1" * 1, 10 .. 20 }
