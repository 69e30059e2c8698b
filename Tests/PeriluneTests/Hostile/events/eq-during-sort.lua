-- Raises in __eq and __lt while a list is sorted.
-- expect: completed
-- value: [false, "seven", 50]
local mt = {}
mt.__lt = function(a, b) if a.n == 7 then error("seven", 0) end return a.n < b.n end
mt.__eq = function() error("equal", 0) end
local list = {}
for i = 1, 50 do list[i] = setmetatable({ n = (i * 37) % 50 }, mt) end
local ok, message = pcall(table.sort, list)
return { ok, message, #list }
