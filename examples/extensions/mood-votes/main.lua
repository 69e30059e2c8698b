local M = {}

local words = { storm = { "tense", 3 }, wreck = { "tense", 2 }, soup = { "cosy", 2 }, lantern = { "cosy", 1 } }

local function vote(tx, mood, strength)
  -- Other extensions would write "mood-votes/strongest".
  tx:policy("resolver", { resolverId = "strongest" })
  tx:set("scene.mood", { name = mood, strength = strength })
end

function M.voteByWords(ctx, tx)
  for word in ctx.message.text:lower():gmatch("%a+") do
    local found = words[word]
    if found then return vote(tx, found[1], found[2]) end
  end
end

function M.voteByHour(ctx, tx)
  local hour = ctx.attributes["scene.hour"] or 12
  if hour >= 20 or hour < 5 then vote(tx, "hushed", 2) end
end

-- The winner's number, counted from 1; on a tie the earlier vote stays. Two votes for one mood become one.
function M.strongest(conflict)
  local first, second = conflict.competing[1].value, conflict.competing[2].value
  if first.name == second.name then
    return { op = "set", value = { name = first.name, strength = first.strength + second.strength } }
  end
  return second.strength > first.strength and 2 or 1
end

return M
