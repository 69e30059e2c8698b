-- Returns the object that takes its proposals.
-- expect: completed or output
local _, tx = ...
return {tx}
