-- Lets tables grow at the memory limit again and again, so that a collection runs inside of a rehash.
-- expect: memory
local hoard = {}
for i = 1, 1e9 do
  local t = {}
  pcall(function() for j = 1, 64 do t[{}] = { j, tostring(i * 64 + j) } end end)
  hoard[i] = t
end
