-- Throws a function that the catcher runs.
-- expect: time
local ok, spin = pcall(error, function() while true do end end)
spin()
