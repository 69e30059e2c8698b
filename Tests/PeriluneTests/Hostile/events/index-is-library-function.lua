-- Uses library functions as __index, __call and __len.
-- expect: completed
-- value: [2, true, 2, 2, 2]
local t = setmetatable({ "a", "b" }, { __index = rawlen, __len = rawlen, __call = table.unpack, __unm = table.pack })
local ok, length = pcall(function() return #t end)
return { t.x, ok, length, select("#", t()), (-t).n }
