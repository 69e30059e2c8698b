-- Returns an infinity.
-- expect: output
-- error: [2]
return { 1, math.huge }
