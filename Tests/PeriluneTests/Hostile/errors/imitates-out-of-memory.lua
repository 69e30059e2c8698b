-- Raises the text of an allocation failure; the outcome is a failure.
-- expect: failed
error("not enough memory", 0)
