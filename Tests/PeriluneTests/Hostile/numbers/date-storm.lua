-- Formats dates for ever.
-- expect: time
while true do os.date("%c %x %X", 12345) os.time { year = 2000, month = 1, day = 1 } end
