-- Leaves globals, metatables and a seed to the next call.
-- expect: completed
-- value: [true, true, true]
-- calls: 3
local was = { leaked == nil, rawget(_G, "kept") == nil, getmetatable(_G) == nil, math.random(1000) }
leaked, kept = 1, {}
setmetatable(_G, { __index = function() return 1 end })
math.randomseed(os.time())
first = first or was
return { was[1], was[2], was[3] }
