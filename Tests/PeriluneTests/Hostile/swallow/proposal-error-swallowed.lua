-- Swallows the refusal of a value that cannot be proposed and returns.
-- expect: output
-- error: function
local ctx, tx = ...
pcall(tx.set, tx, "path", print)
return "late success"
