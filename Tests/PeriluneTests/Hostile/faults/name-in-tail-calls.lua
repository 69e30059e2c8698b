-- Lets tail calls of C functions fail under a pressure of garbage (CVE-2021-45985).
-- expect: completed
-- value: 20000
local failures = 0
local function tail(n)
  local garbage = { n, { n }, tostring(n) .. "x" }
  if n % 3 == 0 then return error(garbage) end
  if n % 3 == 1 then return string.rep() end
  return setmetatable({}, { __call = function(self, ...) return select(0, ...) end })(n)
end
for i = 1, 20000 do if not pcall(tail, i) then failures = failures + 1 end end
return failures
