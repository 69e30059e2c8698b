-- Raises a function.
-- expect: failed
-- error: function: 0x
error(print)
