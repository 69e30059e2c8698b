-- Tries conversions that are not allowed and dates that cannot be.
-- expect: completed
-- value: [false,false,false,false]
return {(pcall(os.date, "%Q")), (pcall(os.date, "%E")), (pcall(os.date, "%")), (pcall(os.date, "%c", 1 << 62))}
