-- Uses a replacement of many references to one long capture.
-- expect: memory
return #(string.rep("a", 1000000):gsub(".*", string.rep("%0", 1000)))
