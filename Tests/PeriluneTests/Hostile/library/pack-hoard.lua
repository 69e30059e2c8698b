-- Packs long texts with their lengths and keeps every result.
-- expect: memory
local block, kept = string.rep("0123456789abcdef", 1 << 16), {}
for i = 1, 1e9 do kept[i] = string.pack("s4s8", block, block .. i) end
