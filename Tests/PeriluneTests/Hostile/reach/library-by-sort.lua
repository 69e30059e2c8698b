-- Changes a library through functions that write lists.
-- expect: completed
-- value: 0
local n = 0
for _, library in ipairs { string, table, math, utf8, os, coroutine, log } do
  for _, f in ipairs { table.sort, table.remove, function(l) table.insert(l, 1, 1) end, function(l) table.move({ 1 }, 1, 1, 1, l) end,
    function(l) l[1] = 1 end, function(l) rawset(l, 1, 1) end, function(l) setmetatable(l, {}) end, array } do
    pcall(f, library)
    if rawget(library, 1) ~= nil or library[1] ~= nil then n = n + 1 end
  end
end
return n
