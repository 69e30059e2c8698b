-- Iterates over wrapped coroutines, which fail in the middle.
-- expect: completed
-- value: [65, false, ": stop"]
local function count(limit, fails)
  return coroutine.wrap(function() for i = 1, limit do if i == fails then error("stop", 0) end coroutine.yield(i) end end)
end
local n = 0
for i in count(10) do n = n + i end
local ok, message = pcall(function() for i in count(10, 5) do n = n + i end end)
return { n, ok, message:match(": stop$") }
