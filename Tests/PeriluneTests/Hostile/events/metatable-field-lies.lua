-- Hides a metatable behind __metatable values of every type.
-- expect: completed
-- value: 5
local n = 0
for _, v in ipairs { false, 0, "", {}, print } do
  local t = setmetatable({}, { __metatable = v })
  if getmetatable(t) == v and not pcall(setmetatable, t, {}) then n = n + 1 end
end
return n
