-- Jumps into the scope of a local.
-- expect: failed
-- error: jumps into the scope
goto inside
local x <const> = 1
::inside::
return x
