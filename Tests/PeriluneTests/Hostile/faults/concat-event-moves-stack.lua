-- Moves the stack from within __concat, whose caller keeps a pointer to it (Debian's patch for CVE-2022-33099).
-- expect: failed
-- error: '__concat' is not available
local function deep(n) if n == 0 then return 0 end return 1 + deep(n - 1) end
local t = setmetatable({}, { __concat = function(a, b) deep(20000) return "x" end })
return "a" .. ("b" .. (t .. "c") .. t) .. t
