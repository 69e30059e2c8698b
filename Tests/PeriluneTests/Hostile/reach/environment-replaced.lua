-- Replaces its _ENV and reaches for globals.
-- expect: completed
-- value: [true, false, true, false]
local print, getmetatable, pcall = print, getmetatable, pcall
local _ENV = { print = print }
return { string == nil, pcall == nil, _G == nil, (pcall(function() return undefined.field end)) }
