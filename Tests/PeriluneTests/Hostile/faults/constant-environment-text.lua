-- Makes _ENV a constant, of which Lua 5.4.4 as released read a register that is not there (CVE-2022-28805).
-- expect: failed
local _ENV <const> = "x"
y = 1
return x
