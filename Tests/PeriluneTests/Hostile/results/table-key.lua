-- Returns a table with a table as key.
-- expect: output
return {[{}] = 1}
