-- Removes from a list whose reads are made up by a slow function.
-- expect: time
local list = setmetatable({}, {
  __len = function() return 1 << 50 end, __index = function() for i = 1, 1000 do end return 1 end,
  __newindex = function() end,
})
return table.remove(list, 1)
