-- Appends to a list while ipairs walks it.
-- expect: time or memory
local t = {1}
for i in ipairs(t) do t[i + 1] = i end
