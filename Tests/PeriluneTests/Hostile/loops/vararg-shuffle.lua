-- Rotates a long argument list through select for ever.
-- expect: time
local function rotate(first, ...) return ..., first end
local function spin(...) return spin(rotate(...)) end
spin(1, 2, 3, 4, 5, 6, 7, 8)
