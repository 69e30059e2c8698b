-- Raises values of every type and catches them.
-- expect: completed
-- value: [9, false, true]
local n = 0
for _, v in ipairs { 1, 2.5, true, false, "s", {}, print, coroutine.create(print), null } do
  local ok, caught = pcall(error, v)
  if not ok and rawequal(caught, v) then n = n + 1 end
end
local ok, nothing = pcall(error)
return { n, ok, nothing == nil }
