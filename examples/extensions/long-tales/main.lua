local M = {}

local tales = {
  "The keeper of the north light counted nine sails on a night when no ship was out.",
  "Whoever rings the drowned bell of Saint Orrin hears it again on their last day.",
  "The smith's daughter sold her shadow for a net that never tears, and fishes only at noon.",
}

-- About four characters a token, like the runtime's default; a careful author stays a little below.
local function cost(text) return (#text + 3) // 4 + 1 end

-- Takes whole tales while they fit, so that nothing is cut in the middle of a sentence.
function M.tell(ctx)
  local left = ctx.tokenBudget or 1000
  local chosen = {}
  for _, tale in ipairs(tales) do
    if cost(tale) > left then break end
    left = left - cost(tale)
    chosen[#chosen + 1] = tale
  end
  return { snippets = chosen }
end

-- Does not look at the budget: the runtime cuts the text to it and warns.
function M.ramble()
  return { snippets = { table.concat(tales, " ") } }
end

return M
