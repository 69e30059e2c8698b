-- Descends through coroutines and every kind of metamethod by turns (CVE-2021-43519).
-- expect: completed
-- value: [10, 10]
local raised, named = 0, 0
for _, event in ipairs { "__index", "__add", "__len", "__eq", "__lt", "__le", "__call", "__unm", "__band", "__idiv" } do
  local mt, t, u = {}, {}, {}
  local descend
  local act = {
    __index = function() return t.x end, __add = function() return t + 1 end, __len = function() return #t end,
    __eq = function() return t == u end, __lt = function() return t < u end, __le = function() return t <= u end,
    __call = function() return t() end, __unm = function() return -t end, __band = function() return t & 1 end,
    __idiv = function() return t // 1 end,
  }
  mt[event] = function() coroutine.wrap(act[event])() return true end
  setmetatable(t, mt)
  setmetatable(u, mt)
  local ok, message = pcall(act[event])
  if not ok then raised = raised + 1 end
  if type(message) == "string" and message:find("overflow", 1, true) then named = named + 1 end
end
return { raised, named }
