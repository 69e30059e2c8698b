-- Calls a method through a class chain for ever.
-- expect: time
local Base = {}
Base.__index = Base
function Base:step() self.n = self.n + 1 end
local Sub = setmetatable({}, Base)
Sub.__index = Sub
local object = setmetatable({n = 0}, Sub)
while true do object:step() end
