-- Sorts values that do not compare.
-- expect: failed
-- error: attempt to compare
table.sort({ 3, "x", 1, {} })
