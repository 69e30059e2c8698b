-- Draws from every kind of range, valid or not.
-- expect: completed
-- value: [true,true,true,false,false,false]
local wide = math.random(math.mininteger, math.maxinteger)
return {
  math.type(wide) == "integer", math.type(math.random(0)) == "integer", math.random(7, 7) == 7,
  (pcall(math.random, 2, 1)), (pcall(math.random, 1, 2, 3)), (pcall(math.random, 0.5)),
}
