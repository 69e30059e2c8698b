-- Raises text with NUL bytes and bytes that are not UTF-8.
-- expect: failed
error("a\0b\255\254\0", 0)
