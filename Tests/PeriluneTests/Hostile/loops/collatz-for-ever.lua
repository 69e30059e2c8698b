-- Searches for a counterexample that nobody knows.
-- expect: time
local start = 1
while true do
  local n = start
  while n ~= 1 do n = n % 2 == 0 and n // 2 or 3 * n + 1 end
  start = start + 1
end
