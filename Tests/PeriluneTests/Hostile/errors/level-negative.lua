-- Raises with a negative level.
-- expect: failed
-- error: no place
error("no place", -1)
