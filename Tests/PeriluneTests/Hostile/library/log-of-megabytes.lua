-- Logs ten megabytes again and again.
-- expect: time
local text = string.rep("x", 10000000)
while true do log.info(text, text) end
