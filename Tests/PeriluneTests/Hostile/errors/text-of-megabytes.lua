-- Raises a text of megabytes: the host keeps its beginning.
-- expect: failed
-- error: … (cut)
error(string.rep("long ", 2000000))
