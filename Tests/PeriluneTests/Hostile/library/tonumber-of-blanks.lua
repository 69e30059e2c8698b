-- Skips ten megabytes of blanks before a number for ever.
-- expect: time
local digits = string.rep(" ", 10000000) .. "1"
while true do tonumber(digits) end
