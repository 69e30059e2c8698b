-- Leaves a loop by break whose fourth value has a __close, which Lua 5.4.4 may close too late.
-- expect: failed
-- error: '__close' is not available
local function iterate() return 1 end
for i = 1, 100 do
  for x in iterate, nil, nil, setmetatable({}, { __close = function() error("closed") end }) do break end
end
