-- Replaces with a function that replaces with a function.
-- expect: time
local function replace(n) return (("ab"):rep(10):gsub(".", function() return n > 0 and replace(n - 1) or "" end)) end
while true do replace(5) end
