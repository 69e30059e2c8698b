-- Raises an object whose __tostring yields.
-- expect: failed
error(setmetatable({}, { __tostring = coroutine.yield }))
