-- Unpacks the largest range there is.
-- expect: failed
-- error: too many results to unpack
return table.unpack({}, math.mininteger, math.maxinteger)
