-- Catches an error and throws it again in a loop.
-- expect: time
local object = {}
while true do
  local ok, e = pcall(error, object)
  pcall(error, e)
end
