-- Names a table with NUL bytes and bytes that are not UTF-8.
-- expect: failed
error(setmetatable({}, { __name = "a\0b\255\254" }))
