-- Joins megabytes by the operator in one instruction for ever.
-- expect: time
local block = string.rep("x", 5000000)
while true do local s = block .. block .. block .. block end
