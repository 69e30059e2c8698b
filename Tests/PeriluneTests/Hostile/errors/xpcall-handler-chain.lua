-- Nests handlers that each fail.
-- expect: completed
local n = 0
local function handler(m) n = n + 1 if n < 100 then error("again " .. n, 0) end return m end
local ok, m = xpcall(error, handler, "start")
return { ok, type(m), n }
