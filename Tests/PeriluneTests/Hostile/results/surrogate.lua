-- Returns the bytes of a lone surrogate.
-- expect: output
-- error: UTF-8
return "\xED\xA0\x80"
