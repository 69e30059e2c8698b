-- Asks for the address of a table by %p.
-- expect: failed
-- error: %p
return string.format("%p", {})
