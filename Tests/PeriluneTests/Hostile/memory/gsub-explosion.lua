-- Replaces each byte by a thousand for ever.
-- expect: memory
local s = "x" while true do s = s:gsub(".", ("x"):rep(1000)) end
