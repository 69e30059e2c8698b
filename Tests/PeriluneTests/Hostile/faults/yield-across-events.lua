-- Yields from within each metamethod and goes on with its result.
-- expect: completed
-- value: [1, 2, 3, true, true, true, 7, 8, 9, -1]
local function answer(value) return function() return coroutine.yield(value) end end
local mt = {
  __index = answer(1), __add = answer(2), __len = answer(3), __eq = answer(true), __lt = answer(true),
  __le = answer(true), __call = answer(7), __unm = answer(8), __bnot = answer(9), __sub = answer(-1),
}
local t, u = setmetatable({}, mt), setmetatable({}, mt)
local co = coroutine.wrap(function()
  local r = {}
  r[1], r[2], r[3] = t.x, t + 1, #t
  r[4], r[5], r[6] = t == u, t < u, t <= u
  r[7], r[8], r[9], r[10] = t(), -t, ~t, t - u
  return r
end)
local value = co()
while type(value) ~= "table" do value = co(value) end
return value
