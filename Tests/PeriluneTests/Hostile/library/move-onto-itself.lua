-- Moves a list one place further within itself for ever.
-- expect: time or memory
local list = {1, 2, 3}
while true do table.move(list, 1, #list, #list + 1) end
