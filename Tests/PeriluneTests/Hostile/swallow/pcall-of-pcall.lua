-- Stacks pcall upon pcall without a function in between.
-- expect: time
local function spin() while true do end end
while true do pcall(pcall, pcall, pcall, pcall, spin) end
