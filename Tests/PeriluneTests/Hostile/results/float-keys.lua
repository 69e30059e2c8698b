-- Returns a table with keys between the integers.
-- expect: output
return { [1.5] = 1 }
