-- Two functions call each other without an end.
-- expect: failed
-- error: stack overflow
local odd
local function even(n) return (odd(n + 1)) end
function odd(n) return (even(n + 1)) end
return even(0)
