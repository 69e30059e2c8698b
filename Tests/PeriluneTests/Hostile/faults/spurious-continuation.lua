-- Iterates over text that starts with a continuation byte, which 5.4.4 accepts.
-- expect: completed
-- value: [true, true, true]
local found = {}
for i, text in ipairs { "\xBFinvalid", "in\x80valid", "a\xBF" } do
  local seen = {}
  local ok = pcall(function() for _, c in utf8.codes(text) do seen[#seen + 1] = c end end)
  for _, c in ipairs(seen) do assert(c < 128 or c > 0x10FFFF == false) end
  found[i] = #seen <= #text
end
return found
