-- Raises an object with a name of a megabyte.
-- expect: failed
-- error: … (cut)
error(setmetatable({}, {__name = string.rep("n", 1000000)}))
