-- Answers __len with values that are no integer.
-- expect: completed
local r = {}
for i, v in ipairs { "3", 2.5, -1, {}, 2 ^ 70, 3.0 } do
  r[i] = (pcall(table.concat, setmetatable({ 1, 2, 3 }, { __len = function() return v end })))
end
return r
