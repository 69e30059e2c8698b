-- Logs a hundred thousand values in one line.
-- expect: completed
-- value: true
local t = {}
for i = 1, 100000 do t[i] = i end
local ok = pcall(function() print(table.unpack(t)) end)
return ok ~= nil
