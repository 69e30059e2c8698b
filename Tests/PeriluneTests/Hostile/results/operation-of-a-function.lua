-- Proposes a function as metadata.
-- expect: output
-- error: is a function
local _, tx = ...
tx:metadata({why = print})
