-- Proposes and then spends its time: the proposal is dropped.
-- expect: time
local _, tx = ...
tx:set("a.b", 1)
while true do end
