-- Proposes texts until the output limit.
-- expect: output
local ctx, tx = ... for i = 1, 100 do tx:set("a", ("x"):rep(100000)) end
