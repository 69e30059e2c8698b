-- Adds texts of megabytes that look like numbers for ever.
-- expect: time
local zeros = string.rep("0", 10000000) .. "1"
while true do local n = zeros * 2 end
