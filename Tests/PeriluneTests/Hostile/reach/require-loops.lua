-- Requires names that could lead out of the folder.
-- expect: completed
-- value: [12, false, false, false]
local n = 0
for _, name in ipairs { "", "..", "../x", "/etc/passwd", "a.b.c", "_G", "string", "a\0b", ("x"):rep(100000), "main", ".", "%s" } do
  if not pcall(require, name) then n = n + 1 end
end
return { n, (pcall(require)), (pcall(require, {})), (pcall(require, 1)) }
