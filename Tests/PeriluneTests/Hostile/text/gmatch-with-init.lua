-- Iterates from every kind of position.
-- expect: completed
local n = 0
for _, init in ipairs { 1, 0, -1, -100, 100, math.maxinteger, math.mininteger } do for _ in ("abc"):gmatch("%a", init) do n = n + 1 end end
return n
