-- Installs metatables on one table for ever.
-- expect: time
local t, n = {}, 0
while true do n = n + 1 setmetatable(t, { __index = { n } }) setmetatable(t, nil) end
