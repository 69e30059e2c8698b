-- Raises null.
-- expect: failed
-- error: null
error(null)
