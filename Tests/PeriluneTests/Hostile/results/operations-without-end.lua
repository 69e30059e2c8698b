-- Proposes operations for ever.
-- expect: output
-- error: more than 256 operations
local _, tx = ...
for i = 1, math.huge do tx:set("path.p" .. i, i) end
