-- Holds errors with their messages.
-- expect: memory
local t = {} for i = 1, 1e9 do t[i] = select(2, pcall(error, string.rep("m", 2000) .. i)) end
