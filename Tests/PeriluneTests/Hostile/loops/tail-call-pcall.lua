-- Tail calls through pcall in a ring.
-- expect: failed or time
local function spin() return pcall(spin) end
while true do spin() end
