-- Each call of a replacement function catches the end of the budget.
-- expect: time
local function spin() while true do end end
local text = ("x"):rep(1000)
return (text:gsub(".", function() pcall(spin) return "y" end))
