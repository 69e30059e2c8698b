-- Returns a list that starts at the end of the integers.
-- expect: output
return { [math.maxinteger] = 1, [1] = 2 }
