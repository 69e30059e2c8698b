-- Returns a table that only seems to have fields.
-- expect: completed
-- value: [{}]
return { setmetatable({}, { __index = function(_, k) return k end, __len = function() return 5 end }) }
