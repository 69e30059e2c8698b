-- Returns its whole context.
-- expect: completed
local ctx = ...
return ctx
