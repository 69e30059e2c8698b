-- Tail calls pcall so that no frame of the script remains.
-- expect: time
local function spin() while true do end end
local function again() return pcall(spin) end
repeat again() until false
