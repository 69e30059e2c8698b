-- Returns a list that contains itself by a detour.
-- expect: output
-- error: nested too deeply
local t = { { {} } } t[1][1][1] = t return t
