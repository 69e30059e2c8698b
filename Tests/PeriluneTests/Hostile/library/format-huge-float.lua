-- Formats the largest float with all its digits for ever.
-- expect: time
while true do string.format("%.99f", math.huge > 1 and 1.7976931348623157e308) end
