-- Asks for a finalizer, through which a collection could be entered again (CVE-2021-44964).
-- expect: failed
-- error: '__gc' is not available
assert(collectgarbage == nil)
setmetatable({}, { __gc = function() while true do end end })
