-- Turns floats into texts for ever.
-- expect: time
local x = 1.1
while true do
  x = x * 1.0000001
  tostring(x)
end
