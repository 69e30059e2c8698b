-- Throws null, which must not be taken for the end of a budget.
-- expect: completed
-- value: "caught null"
local ok, e = pcall(error, null)
return not ok and e == null and "caught null"
