-- Makes and calls closures for ever.
-- expect: time
while true do
  local n = 0
  local function step() n = n + 1 return n end
  step()
end
