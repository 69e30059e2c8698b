-- Catches an ordinary stack overflow and completes.
-- expect: completed
-- value: true
local function down(n) return 1 + down(n + 1) end
local ok, e = pcall(down, 1)
return not ok and e:find("stack overflow") ~= nil
