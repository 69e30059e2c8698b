-- Sorts functions that loop with pcall as the order.
-- expect: time
local function spin() while true do end end
table.sort({spin, spin, spin, spin}, pcall)
