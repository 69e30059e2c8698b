-- A message handler protects its own call with itself.
-- expect: time
local function handler(m)
  xpcall(error, handler, m)
  return m
end
while true do xpcall(error, handler, "x") end
