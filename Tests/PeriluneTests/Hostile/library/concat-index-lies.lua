-- Joins a list whose length and items are made up without an end.
-- expect: time
local list = setmetatable({}, {__len = function() return 1 << 40 end, __index = function() return "" end})
return table.concat(list)
