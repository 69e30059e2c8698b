-- Returns a million nested tables.
-- expect: output
-- error: nested too deeply
local t = {} local top = t for i = 1, 200000 do t.n = {} t = t.n end return top
