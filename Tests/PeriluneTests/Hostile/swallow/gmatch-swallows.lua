-- Each match of an iterator runs into the budget and catches it.
-- expect: time
for word in ("a b c d e f"):gmatch("%a") do
  pcall(function() while true do end end)
end
return "late success"
