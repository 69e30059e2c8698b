-- Packs with every option and size.
-- expect: completed
-- value: true
local n = 0
for option in ("bBhHlLjJTiIfdnszxX<>=! "):gmatch(".") do
  for _, size in ipairs { "", "0", "1", "7", "16", "17", "99999999999999999999" } do
    if pcall(string.pack, option .. size, 1) then n = n + 1 end
    pcall(string.unpack, option .. size, "\0\1\2\3\4\5\6\7\8\9\10\11\12\13\14\15\16")
    pcall(string.packsize, option .. size)
  end
end
return n > 20
