-- Adds fields while it traverses.
-- expect: failed or completed
local t = { a = 1, b = 2, c = 3 }
local n = 0
for k in next, t do n = n + 1 t[k .. "x"] = n if n > 1000 then break end end
return n
