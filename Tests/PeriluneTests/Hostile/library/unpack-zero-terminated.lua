-- Unpacks a text that ends in no zero.
-- expect: failed
-- error: unfinished string
return string.unpack("z", string.rep("x", 1000000))
