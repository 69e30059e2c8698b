-- Returns a table whose events would raise if they were asked.
-- expect: completed
-- value: [1, 2]
return setmetatable({ 1, 2 }, { __index = error, __len = error, __pairs = error, __tostring = error, __name = "N" })
