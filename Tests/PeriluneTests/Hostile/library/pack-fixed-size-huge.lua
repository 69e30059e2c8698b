-- Packs a short text into a field of a gigabyte.
-- expect: memory
return #string.pack("c1073741824", "x")
