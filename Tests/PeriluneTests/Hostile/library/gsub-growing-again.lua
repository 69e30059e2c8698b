-- Doubles a text by replacements for ever.
-- expect: memory or time
local text = "ab"
while true do text = text:gsub("%w", "%0%0") end
