-- Raises an object whose text proposes an operation: it is dropped.
-- expect: failed
-- error: proposed
local _, tx = ...
error(setmetatable({}, {__tostring = function() tx:set("a.b", 1) return "proposed" end}))
