-- Looks for the real library behind a frozen one.
-- expect: completed
-- value: [0, false, false, false, false, false, true]
local found = 0
for k, v in pairs(string) do if rawget(string, k) ~= v then found = found + 1 end end
local mt = getmetatable(string)
local ok = pcall(rawset, string, "x", 1)
local moved = pcall(table.move, { 1 }, 1, 1, 1, string)
local inserted = pcall(table.insert, string, 1)
local set = pcall(setmetatable, string, nil)
return { found, mt, ok, moved, inserted, set, string.x == nil and string[1] == nil }
