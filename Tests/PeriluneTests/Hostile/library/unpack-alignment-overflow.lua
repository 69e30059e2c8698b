-- Asks for sizes and alignments that overflow an int.
-- expect: completed
-- value: [false,false,false,false]
return {
  (pcall(string.unpack, "c2147483647", "x")), (pcall(string.unpack, "!16 i9999999999", "x")),
  (pcall(string.packsize, "c2147483639c2147483639")), (pcall(string.unpack, "c99999999999999999999", "x")),
}
