-- Proposes for ever in protected calls.
-- expect: output
local ctx, tx = ... while true do pcall(tx.set, tx, "a", 1) end
