-- Links tables without an end.
-- expect: memory
local t while true do t = { t } end
