-- Compares texts with NUL bytes and odd lengths, past whose end 5.4.4 may read in some locales.
-- expect: completed
-- value: true
local parts = { "", "\0", "a", "\0\0", "a\0", "\0a", "a\0b", "\255", "\195\159", "ss", "a\0\0", "A", "\0\255" }
local texts = {}
for _, p in ipairs(parts) do for _, q in ipairs(parts) do texts[#texts + 1] = p .. q .. string.rep("z", 50) .. p end end
local function less(a, b)
  for i = 1, math.min(#a, #b) do
    if a:byte(i) ~= b:byte(i) then return a:byte(i) < b:byte(i) end
  end
  return #a < #b
end
for _, a in ipairs(texts) do
  for _, b in ipairs(texts) do
    assert((a < b) == less(a, b) and (a <= b) == not less(b, a))
  end
end
return true
