-- Holds tables with a metatable of their own.
-- expect: memory
local t = {} for i = 1, 1e9 do t[i] = setmetatable({}, { __index = { i } }) end
