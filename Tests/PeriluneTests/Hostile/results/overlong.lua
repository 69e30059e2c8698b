-- Returns overlong bytes.
-- expect: output
-- error: UTF-8
return "\xC0\x80"
