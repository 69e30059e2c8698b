-- Installs a metatable whose __gc is a mere mark for a function that is to come.
-- expect: failed
-- error: '__gc' is not available
setmetatable({}, { __gc = true })
