-- Nests pcall until the C stack is used up.
-- expect: completed
local depth = 0
local function down() depth = depth + 1 return pcall(down) end
local ok = down()
return { ok, depth > 100 and depth < 1000000 }
