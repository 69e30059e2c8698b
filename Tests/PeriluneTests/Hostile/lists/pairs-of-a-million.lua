-- Traverses a large table by pairs for ever.
-- expect: time
local t = {} for i = 1, 300000 do t["k" .. i] = i end while true do for k in pairs(t) do break end end
