-- Skips megabytes of blanks on both sides of a digit for ever.
-- expect: time
local blanks = string.rep(" \t\n\v\f\r", 1000000)
while true do tonumber(blanks .. "z" .. blanks, 36) end
