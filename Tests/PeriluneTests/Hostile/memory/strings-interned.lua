-- Holds short texts.
-- expect: memory
local t = {} for i = 1, 1e9 do t[i .. "-a-text-of-thirty-nine-bytes-in-all"] = i end
