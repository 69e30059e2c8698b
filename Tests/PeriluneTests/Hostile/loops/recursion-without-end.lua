-- Recurses without an end, which is an ordinary stack overflow.
-- expect: failed
-- error: stack overflow
local function down(n) return 1 + down(n + 1) end
return down(1)
