-- Asserts with error values of odd types and collects what comes back.
-- expect: completed
-- value: ["table","number","nil","boolean","function"]
local kinds = {}
for i, e in ipairs({{}, 1, "nil", false, print}) do
  if e == "nil" then e = nil end
  local ok, caught = pcall(error, e)
  kinds[i] = type(caught)
end
return kinds
