-- Every field of ctx.config is there and of its kind: the schema has filled in what the host left out and refused what
-- does not fit, when the extension was loaded.
local M = {}

local function names(config)
  local list = {}
  for _, die in ipairs(config.dice) do
    list[#list + 1] = config.sides[die] or die
  end
  return table.concat(list, ", ")
end

function M.mentionDice(ctx)
  if not ctx.message.text:lower():find("%f[%a]roll%f[%A]") then return nil end
  local directive = "The player rolls dice (%s); speak of the result in a %s tone."
  return { directives = { directive:format(names(ctx.config), ctx.config.tone) } }
end

return M
