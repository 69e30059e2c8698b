-- Raises with a level that no function has.
-- expect: failed
-- error: no place
error("no place", 1 << 30)
