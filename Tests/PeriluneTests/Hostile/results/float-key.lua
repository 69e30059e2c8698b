-- Returns a table with a fraction as key.
-- expect: output
return {[1.5] = true}
