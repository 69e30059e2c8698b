-- Raises false.
-- expect: failed
-- error: false
error(false)
