-- Three functions tail call each other in a ring.
-- expect: time
local a, b, c
function a(n) return b(n + 1) end
function b(n) return c(n + 1) end
function c(n) return a(n + 1) end
return a(0)
