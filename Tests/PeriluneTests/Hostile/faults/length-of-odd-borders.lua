-- Asks for the length of tables whose border search would wrap around.
-- expect: completed
-- value: true
local t = { [math.maxinteger] = 1, [math.maxinteger - 1] = 1, [1] = 1, [2] = 1, [4] = 1 }
for i = 0, 62 do t[1 << i] = true end
local n = #t
return n == 0 or (t[n] ~= nil and (n == math.maxinteger or t[n + 1] == nil))
