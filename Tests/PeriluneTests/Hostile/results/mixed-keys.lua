-- Returns a table that is a list and an object.
-- expect: output
-- error: mixes list items and named fields
return {1, 2, name = "x"}
