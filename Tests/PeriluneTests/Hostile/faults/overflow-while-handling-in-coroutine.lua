-- Overflows in a handler, in a coroutine, in a handler (CVE-2022-33099).
-- expect: completed
-- value: false
local function loop() local a, b, c, d, e, f, g, h, i, j, k, l = 1 return a + loop() end
local tries = 0
local function handler(m)
  tries = tries + 1
  if tries > 2 then return m end
  return coroutine.wrap(function()
    local _, again = xpcall(loop, handler)
    return again
  end)()
end
return (xpcall(loop, handler))
