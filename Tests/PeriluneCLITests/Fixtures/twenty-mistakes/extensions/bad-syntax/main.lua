local M = {}

function M.greet(ctx)
  return { directives = { "hello" ]
end

return M
