-- Holds errors with their messages.
-- expect: memory
local t = {} for i = 1, 1e9 do t[i] = select(2, pcall(error, "message " .. i)) end
