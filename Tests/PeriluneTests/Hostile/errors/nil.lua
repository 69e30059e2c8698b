-- Raises nil.
-- expect: failed
-- error: nil
error(nil)
