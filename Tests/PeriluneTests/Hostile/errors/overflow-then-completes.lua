-- Overflows the stack a few times, catches it and answers.
-- expect: completed
-- value: "alive"
local function down(...) return 1 + down(1, ...) end
for i = 1, 3 do assert(not pcall(down)) end
return "alive"
