-- Yields from comparators, callbacks and __tostring, which C functions cannot leave.
-- expect: completed
-- value: ["attempt to yield across a C-call boundary", "attempt to yield across a C-call boundary", "attempt to yield across a C-call boundary"]
local function refused(f) return select(2, coroutine.resume(coroutine.create(f))) end
local out = {
  refused(function() table.sort({ 3, 2, 1 }, coroutine.yield) end),
  refused(function() ("x"):gsub("x", coroutine.yield) end),
  refused(function() return tostring(setmetatable({}, { __tostring = coroutine.yield })) end),
}
for i, m in ipairs(out) do out[i] = m:match("attempt to yield across a C%-call boundary") or m end
return out
