-- Returns an encoded surrogate, which UTF-8 forbids.
-- expect: output
-- error: not UTF-8
return "\xed\xa0\x80"
