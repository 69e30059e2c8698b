-- Calls a short string method for ever.
-- expect: time
while true do local x = ("mira"):upper() end
