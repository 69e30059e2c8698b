-- Tries malformed patterns, each an ordinary error.
-- expect: completed
-- value: [false,false,false,false,false,false,false,false]
local results = {}
for i, pattern in ipairs({"[a", "%", "(", ")", "%b", "%f", "%1", "[%"}) do
  results[i] = (pcall(string.match, "aaa", pattern))
end
return results
