-- A __tostring function catches the end of the budget and returns a text.
-- expect: time
local slow = setmetatable({}, {__tostring = function()
  pcall(function() while true do end end)
  return "late success"
end})
return tostring(slow)
