-- Catches the end of the budget thirty calls deep and returns a value through all of them.
-- expect: time
local function guard(n)
  if n == 0 then while true do end end
  local ok = pcall(guard, n - 1)
  return ok or "late success"
end
return guard(30)
