-- Returns a table with booleans as keys.
-- expect: output
return { [true] = 1 }
