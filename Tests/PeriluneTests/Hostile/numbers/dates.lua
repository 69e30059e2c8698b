-- Formats dates at the ends of time.
-- expect: completed
-- value: [56, false, false, false]
local n = 0
for _, t in ipairs { 0, -1, 2^31, 2^40, -2^40, 2^55, math.maxinteger, math.mininteger } do
  for _, f in ipairs { "%c", "!%Y-%m-%d", "*t", "!*t", "%x %X %p", "%%", "%j %U %w %a %A %b %B %d %H %I %M %S %y %Z" } do
    pcall(os.date, f, t)
    n = n + 1
  end
end
local ok = pcall(os.date, "%Q")
local bad = pcall(os.time, { year = 1e300, month = 1, day = 1 })
local huge = pcall(os.time, { year = math.maxinteger, month = math.maxinteger, day = 1 })
return { n, ok, bad, huge }
