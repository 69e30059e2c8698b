-- Unpacks ten million values that are not there.
-- expect: failed
-- error: too many results to unpack
return table.unpack({}, 1, 10000000)
