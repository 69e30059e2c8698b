-- Proposes and then fails: the proposal is dropped.
-- expect: failed
-- error: after all
local _, tx = ...
tx:set("a.b", 1)
error("after all")
