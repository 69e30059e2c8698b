-- Declares closing variables of nil and false, the only ones that a script can have, around yields and breaks.
-- expect: completed
-- value: 50
local n = 0
for i = 1, 50 do
  local co = coroutine.wrap(function()
    local a <close> = nil
    for _ in next, { 1, 2 }, nil, nil do
      local b <close> = false
      coroutine.yield(1)
      break
    end
    local c <close> = nil
    return 2
  end)
  if co() + co() == 3 then n = n + 1 end
end
return n
