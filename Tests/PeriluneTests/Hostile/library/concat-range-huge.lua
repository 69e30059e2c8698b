-- Joins empty texts over the largest range, ending at the largest integer.
-- expect: time
local list = setmetatable({}, {__index = function() return "" end})
return table.concat(list, "", 1, math.maxinteger)
