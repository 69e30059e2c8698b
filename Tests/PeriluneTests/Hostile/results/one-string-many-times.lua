-- Returns one string in many places: small for the script, large for the host.
-- expect: output
-- error: exceeds the output limit
local text = string.rep("x", 10000)
local t = {}
for i = 1, 1000 do t[i] = text end
return t
