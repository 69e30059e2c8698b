-- Proposes for ever.
-- expect: output
local ctx, tx = ... while true do tx:set("a", 1) end
