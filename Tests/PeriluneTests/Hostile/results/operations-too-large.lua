-- Proposes values that are too large together.
-- expect: output
-- error: exceeds the output limit
local _, tx = ...
for i = 1, 200 do tx:set("path.p" .. i, string.rep("x", 10000)) end
