-- Raises its context.
-- expect: failed
local ctx = ...
error(ctx)
