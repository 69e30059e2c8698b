-- Joins floats by the operator for ever.
-- expect: time
local x = 0.1
while true do local s = x .. x .. x .. x end
