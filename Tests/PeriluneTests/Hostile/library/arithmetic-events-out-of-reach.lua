-- Looks for the arithmetic of texts, to put something else in its place.
-- expect: completed
-- value: [false,true,12]
local view = getmetatable("")
return { pcall(function() view.__add = function() return "changed" end end), view.__add == nil, "5" + "7" }
