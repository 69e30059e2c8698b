-- Loops inside the handler of a stack overflow.
-- expect: time
local function down(n) return 1 + down(n + 1) end
xpcall(down, function() while true do end end, 1)
