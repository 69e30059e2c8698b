-- Descends through coroutines and comparators of sort by turns (CVE-2021-43519).
-- expect: completed
-- value: true
local function descend(a, b)
  coroutine.wrap(function() table.sort({ 2, 1, 3 }, descend) end)()
  return a < b
end
local ok, message = pcall(descend, 1, 2)
return not ok and message:find("stack overflow", 1, true) ~= nil
