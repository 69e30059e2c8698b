-- Reads numbers in bases outside of the range.
-- expect: completed
-- value: [false,false,35,"nil","nil"]
return {
  (pcall(tonumber, "1", 1)), (pcall(tonumber, "1", 37)), tonumber("z", 36), tostring(tonumber("8", 8)),
  tostring(tonumber("", 10)),
}
