-- Returns a field whose name is not UTF-8.
-- expect: output
-- error: UTF-8
return { ["a\255"] = 1 }
