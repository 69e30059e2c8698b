-- Raises errors inside handlers of errors inside handlers, nested by hand.
-- expect: completed
-- value: "3"
local _, m = xpcall(function()
  error("1", 0)
end, function()
  local _, inner = xpcall(function() error("2", 0) end, function()
    local _, last = pcall(error, "3", 0)
    return last
  end)
  return inner
end)
return m
