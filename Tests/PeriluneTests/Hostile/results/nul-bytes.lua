-- Returns texts and keys with NUL bytes, which are ordinary characters.
-- expect: completed
-- value: {"a\u0000b": "\u0000"}
return {["a\0b"] = "\0"}
