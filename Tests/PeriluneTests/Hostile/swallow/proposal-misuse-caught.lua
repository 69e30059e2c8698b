-- Catches an ordinary misuse of a proposal, which harms nothing.
-- expect: completed
-- value: [false,false,false]
local ctx, tx = ...
return {(pcall(tx.set, tx, "", 1)), (pcall(tx.set, tx)), (pcall(tx.increment, tx, "n", "five"))}
