-- Returns two tables that contain each other.
-- expect: output
-- error: contains itself
local a, b = {}, {}
a[1], b[1] = b, a
return {left = a, right = b}
