-- Knows where the scene is. What one hook finds, the next ones of the turn read from `ctx.scratch`.

local Places = require "lib.places"

local M = {}

-- Copies a place of the configuration into the form that `lib.places` searches.
local function compiled(place)
  local words = {}
  for index, word in ipairs(place.words or { place.id }) do words[index] = Places.plain(word) end
  local facts = {}
  for index, fact in ipairs(place.facts or {}) do facts[index] = fact end
  return { id = place.id, name = place.name or place.id, words = words, facts = facts }
end

function M.onInit(config)
  config = config or {}
  local init = { places = {}, byId = {}, movement = {}, maxSnippets = config.maxSnippets or 4 }
  for index, place in ipairs(config.places or Places.defaults) do
    init.places[index] = compiled(place)
    init.byId[place.id] = index
  end
  for _, word in ipairs(config.movement or Places.movement) do init.movement[word] = true end
  return init
end

local function placeOf(init, id)
  local index = id and init.byId[id]
  return index and init.places[index]
end

local function messageOf(ctx)
  return ctx.message and ctx.message.text or ""
end

-- The host may have rewritten the query, so the goal of a move is read from the message alone.
local function destinationOf(ctx, init)
  local scratch = ctx.scratch
  -- `false` means "looked and found none"; nil means that no earlier hook of the turn ran.
  if scratch and scratch.destination ~= nil then return scratch.destination or nil end
  local goal = Places.destination(messageOf(ctx), init.places, init.movement)
  if scratch then scratch.destination = goal or false end
  return goal
end

local function mentionedIn(ctx, init)
  local scratch = ctx.scratch
  if scratch and scratch.mentioned then return scratch.mentioned end
  local ids = Places.mentioned(ctx.query or messageOf(ctx), init.places)
  if scratch then scratch.mentioned = ids end
  return ids
end

function M.addPlaceFacts(ctx)
  local init = ctx.init or M.onInit(ctx.config)
  local snippets, tags = {}, {}
  for _, id in ipairs(mentionedIn(ctx, init)) do
    local place = placeOf(init, id)
    tags[#tags + 1] = "place:" .. id
    for _, fact in ipairs(place.facts) do
      if #snippets < init.maxSnippets then snippets[#snippets + 1] = fact end
    end
  end
  -- `array` keeps an empty list a list: {} alone would be an object.
  return { snippets = array(snippets), tags = array(tags) }
end

function M.directScene(ctx)
  local init = ctx.init or M.onInit(ctx.config)
  local current = placeOf(init, ctx.attributes and ctx.attributes["scene.place"])
  local goal = placeOf(init, destinationOf(ctx, init))
  local directives = {}

  if goal and goal ~= current and current then
    directives[1] = ("The scene moves from %s to %s. Give the way one sentence, then arrive.")
      :format(current.name, goal.name)
  elseif goal and not current then
    directives[1] = ("The scene opens at %s."):format(goal.name)
  elseif current and #mentionedIn(ctx, init) > 0 then
    -- Models like to jump to whatever place is named.
    directives[1] = ("The scene stays at %s. Other places are only talked about.")
      :format(current.name)
  end
  return {
    directives = array(directives),
    metadata = { place = (goal or current or {}).id },
  }
end

function M.moveScene(ctx, tx)
  local init = ctx.init or M.onInit(ctx.config)
  local goal = destinationOf(ctx, init)
  if not goal or goal == (ctx.attributes and ctx.attributes["scene.place"]) then return end
  tx:set("scene.place", goal)
  -- A trail, not a set: coming back to a place is a step of the story too.
  tx:append("scene.visited", goal)
  tx:policy("last-wins")
  tx:metadata { scene = goal }
end

return M
