-- Hides a slow match in a replacement.
-- expect: time
return (string.rep("x", 60000):gsub("x*x*x*y", ""))
