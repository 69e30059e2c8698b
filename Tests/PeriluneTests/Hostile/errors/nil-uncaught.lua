-- Raises nil.
-- expect: failed
error(nil)
