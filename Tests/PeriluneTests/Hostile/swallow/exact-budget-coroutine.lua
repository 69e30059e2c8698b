-- Lets a coroutine spend the exact budget and starts others.
-- expect: instructions
-- instructions: 5000
for i = 1, 1000 do
  coroutine.resume(coroutine.create(function() while true do end end))
end
return "late success"
