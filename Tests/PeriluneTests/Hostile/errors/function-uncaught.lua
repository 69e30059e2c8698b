-- Raises a function.
-- expect: failed
error(print)
