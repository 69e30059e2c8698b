-- Returns text with NUL bytes as value and as key.
-- expect: completed
-- value: {"a\u0000b": "c\u0000d"}
return { ["a\0b"] = "c\0d" }
