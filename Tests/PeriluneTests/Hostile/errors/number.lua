-- Raises a number.
-- expect: failed
-- error: 42
error(42)
