-- Returns a table that starts at 0.
-- expect: output
return {[0] = "a", "b"}
