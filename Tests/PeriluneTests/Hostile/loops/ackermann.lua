-- Computes a value of Ackermann's function that no machine finishes.
-- expect: failed or time
local function ack(m, n)
  if m == 0 then return n + 1 end
  if n == 0 then return ack(m - 1, 1) end
  return ack(m - 1, ack(m, n - 1))
end
while true do pcall(ack, 4, 2) end
