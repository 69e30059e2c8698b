-- Searches plainly for a text whose every start almost matches.
-- expect: time
local text = string.rep("a", 1000000)
local wanted = string.rep("a", 500000) .. "b"
return (text:find(wanted, 1, true))
