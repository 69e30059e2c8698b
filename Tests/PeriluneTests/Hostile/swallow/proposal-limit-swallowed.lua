-- Proposes more than allowed and swallows the refusal.
-- expect: output
-- error: operations
local ctx, tx = ...
pcall(function() for i = 1, 10000 do tx:increment("n", 1) end end)
return "late success"
