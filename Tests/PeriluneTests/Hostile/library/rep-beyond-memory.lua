-- Asks for a text of a gigabyte.
-- expect: memory
return #string.rep("x", 1 << 30)
