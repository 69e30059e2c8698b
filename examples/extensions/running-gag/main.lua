-- Each invocation starts clean; ctx.scratch is what one hook leaves for the next ones of the same turn.
local M = {}

function M.notice(ctx)
  local joke = ctx.message.text:lower():match("%f[%a]herring%f[%A]")
  ctx.scratch.joke = joke
  if joke then return { directives = { "The player jokes about a herring; play along once." } } end
end

function M.listen(ctx)
  local joke = ctx.scratch.joke
  ctx.scratch.landed = joke ~= nil and ctx.draft.text:lower():find(joke, 1, true) ~= nil
end

function M.count(ctx, tx)
  if ctx.scratch.landed then tx:increment("gags." .. ctx.scratch.joke, 1) end
end

return M
