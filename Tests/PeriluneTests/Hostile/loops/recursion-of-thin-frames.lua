-- Recurses with the smallest frames, whose records fill the memory before the stack is full.
-- expect: memory
local function down() return 1 + down() end
return down()
