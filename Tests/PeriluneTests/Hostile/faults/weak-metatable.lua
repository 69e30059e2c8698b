-- Makes a table weak and fills it until a collection has to shrink it, which may be refused memory.
-- expect: failed
-- error: '__mode' is not available
local weak = setmetatable({}, { __mode = "kv" })
for i = 1, 1e6 do weak[{}] = {} end
