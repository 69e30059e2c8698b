-- Returns a field whose name is half a megabyte.
-- expect: completed
-- value: 500000
local t = { [("k"):rep(500000)] = 1 } local n = 0 for k in pairs(t) do n = #k end return n
