-- Overflows while operands of an arithmetic are converted and their error is made (CVE-2022-33099).
-- expect: completed
-- value: true
local function down(n)
  local ok, m = pcall(function() return down(n + 1) .. {} end)
  local ok2, m2 = pcall(function() return ("x" .. n) + {} end)
  return m2 or m
end
local ok, message = pcall(down, 1)
return type(message) == "string"
