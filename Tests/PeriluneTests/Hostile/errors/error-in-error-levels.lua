-- Raises with every level from deep calls.
-- expect: completed
-- value: 61
local n = 0
local function down(k, level) if k == 0 then error("m", level) end down(k - 1, level) return 1 end
for level = 0, 60 do if not pcall(down, 40, level) then n = n + 1 end end
return n
