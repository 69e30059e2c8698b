-- Raises a table without a text.
-- expect: failed
-- error: table: 0x
error({code = 7})
