-- Returns an overlong encoding of a slash.
-- expect: output
-- error: not UTF-8
return "\xc0\xaf"
