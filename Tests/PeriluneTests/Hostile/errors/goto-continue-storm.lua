-- Leaves nested loops by goto and closes over their variables for ever.
-- expect: time
local held
while true do
  for i = 1, 10 do
    for j = 1, 10 do
      held = function() return i * j end
      if j == 5 then goto continue end
    end
    ::continue::
  end
end
