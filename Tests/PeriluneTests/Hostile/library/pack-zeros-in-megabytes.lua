-- Checks megabytes for the NUL that a packed text may not have, for ever.
-- expect: time
local text = string.rep("x", 10000000) .. "\0"
while true do pcall(string.pack, "z", text) end
