-- Catches errors whose message becomes longer each time until the memory is spent.
-- expect: memory
local message = "x"
while true do
  local ok, e = pcall(error, message .. message)
  message = e
end
