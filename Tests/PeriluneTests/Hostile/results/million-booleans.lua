-- Returns a million booleans, which are small for the script and large for the host.
-- expect: output or time
local t = {}
for i = 1, 1000000 do t[i] = true end
return t
