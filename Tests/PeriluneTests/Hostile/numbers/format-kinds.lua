-- Formats every value with every letter.
-- expect: completed
-- value: true
local n = 0
for letter in ("aAcdeEfgGiopqsuxXn%"):gmatch(".") do
  for _, v in ipairs { 1, 2.5, "3", {}, true, 0/0, math.huge, math.mininteger } do
    for _, flags in ipairs { "", "#", "+", "-", " ", "0", "05.3", "-#+ 0" } do
      if pcall(string.format, "%" .. flags .. letter, v) then n = n + 1 end
    end
  end
end
return n > 100
