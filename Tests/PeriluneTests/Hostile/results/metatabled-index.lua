-- Returns an object whose fields all come from its metatable: they are not its own.
-- expect: completed
-- value: {}
return setmetatable({}, {__index = {a = 1}})
