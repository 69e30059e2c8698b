-- Raises bytes that are no text.
-- expect: failed
-- error: bytes 
error("bytes \xff\xfe end")
