-- Raises an error with a level far beyond the stack.
-- expect: completed
-- value: ["plain","plain","plain"]
local texts = {}
for i, level in ipairs({1 << 40, -1, math.maxinteger}) do
  local ok, e = pcall(error, "plain", level)
  texts[i] = e
end
return texts
