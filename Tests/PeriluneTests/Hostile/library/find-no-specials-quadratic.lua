-- Searches for a pattern without special characters, which takes the plain way.
-- expect: time
local text = string.rep("ab", 500000)
local wanted = string.rep("ab", 250000) .. "c"
return (text:find(wanted))
