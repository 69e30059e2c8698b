-- Uses an object as the __call of another, a chain that Lua would walk inside one instruction.
-- expect: failed
-- error: __call
local object = print
for i = 1, 100 do object = setmetatable({}, {__call = object}) end
object()
