-- Edits the context, which the next call gets anew.
-- expect: completed
-- value: true
-- calls: 3
local ctx = ...
local was = ctx.leftover == nil
pcall(function() ctx.leftover = true end)
for k in pairs(ctx) do pcall(function() ctx[k] = nil end) end
return was
