-- Gives a loop a closing value without a __close, and adds the event afterwards.
-- expect: failed
-- error: got a non-closable value
local events = {}
local t = setmetatable({}, events)
events.__close = function() while true do end end
for x in pairs, nil, nil, t do break end
