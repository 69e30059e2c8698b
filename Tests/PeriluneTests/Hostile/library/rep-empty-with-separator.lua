-- Repeats the empty text with a separator beyond the memory.
-- expect: memory
return #string.rep("", 1 << 30, "-")
