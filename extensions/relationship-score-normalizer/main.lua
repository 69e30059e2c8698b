-- Turns the tone of a turn into small changes of `relationship.<npc>.bond`.
--
-- postModeration counts and prePersistTurn proposes: only the moderated text may move a bond, and a
-- turn that moderation aborts never reaches the second half.

local M = {}

local LOWEST, HIGHEST = 0, 100

local function clamp(value, low, high)
  return math.max(low, math.min(high, value))
end

local function setOf(words)
  local set = {}
  for _, word in ipairs(words) do set[word:lower()] = true end
  return set
end

-- A copy, so that a host's words never end up in the lexicon table itself.
local function merged(words, extra)
  local result = {}
  for word, weight in pairs(words) do result[word] = weight end
  for word, weight in pairs(extra or {}) do result[word:lower()] = weight end
  return result
end

function M.onInit(config)
  config = config or {}
  -- Required here and not at the top: the module starts anew at every call, `ctx.init` does not.
  local lexicon = require "lib.lexicon"
  return {
    warm = merged(lexicon.warm, config.warmWords),
    cold = merged(lexicon.cold, config.coldWords),
    negations = setOf(lexicon.negations),
    moods = merged(lexicon.moods, config.moods),
    aliases = merged({}, config.aliases),
    maxStep = config.maxStep or 5,
    ignoredFlags = setOf(config.ignoredFlags or { "spam" }),
  }
end

local function bondPath(npc)
  return "relationship." .. npc .. ".bond"
end

-- The NPCs with a bond, sorted, so that equal turns give equal transactions.
local function npcsOf(ctx)
  local npcs = {}
  for key, value in pairs(ctx.attributes or {}) do
    -- The name stays as it is written in the key: its escaped dots are part of the path.
    local npc = key:match("^relationship%.(.+)%.bond$")
    if npc and type(value) == "number" then npcs[#npcs + 1] = npc end
  end
  table.sort(npcs)
  return npcs
end

local function namesOf(npcs, aliases)
  local known, names = {}, {}
  for _, npc in ipairs(npcs) do
    known[npc] = true
    names[npc:lower()] = npc
  end
  for alias, npc in pairs(aliases) do
    if known[npc] then names[alias] = npc end
  end
  return names
end

-- The warmth of one sentence, and the NPCs it names.
local function readSentence(sentence, words, names)
  local warm, cold, named, negatedUntil, position = 0, 0, {}, 0, 0
  for word in sentence:lower():gmatch("[%a']+") do
    position = position + 1
    if names[word] then named[#named + 1] = names[word] end
    if words.negations[word] then
      -- Two words further, for "do not even smile".
      negatedUntil = position + 2
    elseif position > negatedUntil then
      warm = warm + (words.warm[word] or 0)
      cold = cold + (words.cold[word] or 0)
    end
  end
  return warm, cold, named
end

-- Adds the words of `text` to the NPCs of each sentence. A sentence that names nobody belongs to
-- those named last ("She smiles."), across the border from player to model too.
local function addScores(scores, text, focus, words, names)
  for sentence in text:gmatch("[^.!?\n]+") do
    local warm, cold, named = readSentence(sentence, words, names)
    if #named > 0 then focus = named end
    local counted = {}
    for _, npc in ipairs(focus) do
      if not counted[npc] then
        counted[npc] = true
        local score = scores[npc] or { warm = 0, cold = 0 }
        scores[npc] = { warm = score.warm + warm, cold = score.cold + cold }
      end
    end
  end
  return focus
end

local function scoresOf(ctx, words)
  local names = namesOf(npcsOf(ctx), words.aliases)
  local scores = {}
  local focus = {}
  if ctx.message and ctx.message.text then
    focus = addScores(scores, ctx.message.text, focus, words, names)
  end
  if ctx.draft and ctx.draft.text then
    addScores(scores, ctx.draft.text, focus, words, names)
  end
  return scores
end

-- Moderation marks a message that repeats "thanks" thirty times; such a turn earns nothing.
-- A host may withhold the flags, and then every turn counts.
local function isIgnored(ctx, words)
  for _, flag in ipairs(ctx.moderation and ctx.moderation.flags or {}) do
    if words.ignoredFlags[flag] then return true end
  end
  return false
end

function M.countWords(ctx)
  local words = ctx.init or M.onInit(ctx.config)
  local scores = isIgnored(ctx, words) and {} or scoresOf(ctx, words)
  if ctx.scratch then ctx.scratch.scores = scores end
  return { metadata = { warmth = scores } }
end

function M.proposeBonds(ctx, tx)
  local words = ctx.init or M.onInit(ctx.config)
  local scores = ctx.scratch and ctx.scratch.scores
  -- The first half may have been skipped (killed, over its budget): count now.
  if not scores then scores = isIgnored(ctx, words) and {} or scoresOf(ctx, words) end

  local moved = {}
  for _, npc in ipairs(npcsOf(ctx)) do
    local bond = ctx.attributes[bondPath(npc)]
    local score = scores[npc] or { warm = 0, cold = 0 }
    local step = clamp(score.warm - score.cold, -words.maxStep, words.maxStep)
    local target = clamp(bond + step, LOWEST, HIGHEST)
    if bond < LOWEST or bond > HIGHEST then
      -- An increment would leave the bond wrong if another extension's increment is added to it.
      tx:set(bondPath(npc), target)
      moved[#moved + 1] = npc
    elseif target ~= bond then
      tx:increment(bondPath(npc), target - bond)
      moved[#moved + 1] = npc
    end
  end

  if #moved > 0 then
    tx:policy("last-wins")
    tx:metadata { bondsMoved = moved }
  end
end

local function normalizedMood(mood, moods)
  if type(mood) ~= "string" then return nil end
  local trimmed = mood:match("^%s*(.-)%s*$"):lower()
  return moods[trimmed] or trimmed
end

local function normalizedBond(bond)
  local number = tonumber(bond)
  if not number then return nil end
  return clamp(math.floor(clamp(number, LOWEST, HIGHEST) + 0.5), LOWEST, HIGHEST)
end

-- Returns only what changes, so that an attribute that is already right stays free for others.
function M.normalizeNpc(ctx)
  local entity = ctx.entity
  if not entity or entity.type ~= "npc" or not entity.attributes then return {} end
  local words = ctx.init or M.onInit(ctx.config)
  local mood, bond = entity.attributes.mood, entity.attributes.bond
  local changes = {}

  local newMood = normalizedMood(mood, words.moods)
  if newMood and newMood ~= mood then changes.mood = newMood end

  local newBond = normalizedBond(bond)
  -- `math.type` tells 43.0 from 43: both are stored as the integer.
  if newBond and (newBond ~= bond or math.type(bond) ~= "integer") then changes.bond = newBond end
  return changes
end

return M
