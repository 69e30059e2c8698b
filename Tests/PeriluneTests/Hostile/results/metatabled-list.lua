-- Returns a list whose metatable lies about everything; results are read raw.
-- expect: completed
-- value: [1, 2]
return setmetatable({1, 2}, {
  __index = function() error("never read") end, __len = function() while true do end end,
  __pairs = function() while true do end end, __eq = function() while true do end end,
})
