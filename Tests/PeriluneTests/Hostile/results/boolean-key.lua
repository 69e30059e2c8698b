-- Returns a table with a boolean as key.
-- expect: output
-- error: at deep has a key
return {deep = {[true] = 1}}
