-- Catches the end of the memory again and again.
-- expect: memory
local text = "x"
while true do pcall(function() text = text .. text end) end
