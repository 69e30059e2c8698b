-- Hands a view's events other values than views: only Lua itself calls them, and the function that `pairs` gives looks.
-- expect: completed
-- value: true
local ctx = ...
local others = { 1, "text", {}, print, coroutine.create(print), setmetatable({}, { __index = ctx }), ctx.message }
local step, state = pairs(ctx)
assert(state == ctx and step(ctx) ~= nil)
assert(not pcall(step))
for index = 1, #others - 1 do assert(not pcall(step, others[index]), index) end
local stand_in = setmetatable({}, { __index = ctx, __newindex = ctx })
assert(stand_in.message == ctx.message and stand_in.nothing == nil)
assert(not pcall(function() stand_in.message = 1 end))
assert(not pcall(rawget, ctx, "message") and not pcall(rawset, ctx, "message", 1) and not pcall(rawlen, ctx))
for _, name in ipairs({ "__index", "__newindex", "__len", "__pairs" }) do
  local held = setmetatable({}, { [name] = function(...) return select("#", ...) end })
  assert(getmetatable(ctx) == false and getmetatable(held)[name] ~= nil)
end
local chain = ctx
for _ = 1, 50 do chain = setmetatable({}, { __index = chain }) end
return chain.message == ctx.message
