-- Lets C functions fail where no call instruction stands, and a traceback wants their name (CVE-2021-44647).
-- expect: completed
-- value: 12
local failures = 0
local function fails(f, ...) if not pcall(f, ...) then failures = failures + 1 end end
local t = setmetatable({}, {
  __index = error, __newindex = string.rep, __unm = string.gsub, __add = setmetatable, __len = table.concat,
  __lt = table.sort, __le = coroutine.wrap, __call = error, __eq = error, __bor = tostring and string.format,
})
fails(function() for _ in error do end end)
fails(function() for _ in string.rep do end end)
fails(function() return t.x end)
fails(function() t.x = {} end)
fails(function() return -t end)
fails(function() return t + 1 end)
fails(function() return #t end)
fails(function() return t < t end)
fails(function() return t <= 1 end)
fails(function() return t() end)
fails(function() return t == setmetatable({}, { __eq = error }) end)
fails(function() return t | 1 end)
return failures
