-- Unpacks from positions outside of the text.
-- expect: completed
-- value: [false,false,99]
return {
  (pcall(string.unpack, "b", "abc", 5)), (pcall(string.unpack, "b", "abc", math.maxinteger)),
  (string.unpack("b", "abc", -1)),
}
