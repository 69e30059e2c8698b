-- Edits what getmetatable shows of texts.
-- expect: completed
-- value: ["X", false]
local view = getmetatable("")
pcall(function() view.__index = { upper = error } end)
pcall(rawset, view, "__index", { upper = error })
pcall(function() view.__add = function() return 1 end end)
pcall(setmetatable, view, {})
for k in pairs(view) do pcall(rawset, view, k, nil) end
return { ("x"):upper(), (pcall(function() return "a" + 1 end)) }
