-- Selects with counts far outside of the arguments.
-- expect: completed
-- value: [0,false,false,"c"]
return {
  select("#", select(1 << 40, "a", "b")), (pcall(select, math.mininteger, "a")), (pcall(select, 0)),
  (select(-1, "a", "b", "c")),
}
