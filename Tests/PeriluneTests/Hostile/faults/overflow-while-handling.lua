-- Overflows the C stack while the message of an overflow is handled (CVE-2022-33099).
-- expect: time
local function loop(x, y, z) local a, b, c, d, e, f, g = 1 return a + loop(x, y, z) end
local tries
local function handler(m)
  tries = tries + 1
  if tries > 4 then return m end
  local function again() return pcall(again) and xpcall(loop, handler) end
  return again() and m or m
end
local all = true
for i = 1, 3 do
  tries = 0
  local ok, message = xpcall(loop, handler, i, i, i)
  all = all and not ok
end
return all
