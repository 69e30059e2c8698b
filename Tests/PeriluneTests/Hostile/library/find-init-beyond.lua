-- Starts searches far outside of the text.
-- expect: completed
-- value: ["nil","1","4","nil"]
local text = "abc"
return {
  tostring(text:find("b", 1 << 40)), tostring(text:find("a", math.mininteger)),
  tostring((text:find("", 4))), tostring(text:find("", 5)),
}
