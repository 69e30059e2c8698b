-- Proposes a table that contains itself and catches the error.
-- expect: output
local ctx, tx = ... local t = {} t.t = t pcall(function() tx:set("a", t) end) return 1
