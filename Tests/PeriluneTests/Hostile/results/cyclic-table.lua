-- Returns a table that contains itself.
-- expect: output
-- error: nested too deeply, or contains itself
local t = {}
t.again = t
return t
