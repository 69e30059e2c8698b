-- Catches the stack overflow and starts again for ever.
-- expect: time
local function down(a, b, c, d) return 1 + down(a, b, c, d) end
while true do pcall(down) end
