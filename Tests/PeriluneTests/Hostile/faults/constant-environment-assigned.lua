-- Makes _ENV a constant in a block of many locals and calls through it (CVE-2022-28805).
-- expect: failed
local a, b, c, d, e, f, g = 1, 2, 3, 4, 5, 6, 7
do
  local _ENV <const> = true
  return (function() return function() z = a + b + c return f(g, y.x) end end)()()
end
