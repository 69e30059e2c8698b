-- An NPC's secret is in `private.<npc>.secret`. Only an extension with the scope attr:private sees
-- that it exists, so nothing here may put its words into a directive, a tag, metadata or the log.

local Leak = require "lib.leak"
local Pressure = require "lib.pressure"

local M = {}

local LOWEST, HIGHEST = 0, 100
local MAX_SUSPICION = 10

-- What each level of pressure changes.
local SUSPICION = { promise = -1, gentle = 1, hard = 3 }
local BOND = { promise = 3, gentle = -1, hard = -6 }

local function listOf(values)
  local list = {}
  for index, value in ipairs(values) do list[index] = value:lower() end
  return list
end

function M.onInit(config)
  config = config or {}
  return {
    prying = listOf(config.prying or Pressure.prying),
    promises = listOf(config.promises or Pressure.promises),
    leakShare = config.leakShare or 0.5,
    replacement = config.replacement or "The rest is lost.",
    weight = config.weight or 5,
  }
end

-- The NPCs with a secret, sorted. The names stay escaped as in the keys, ready to be put in a path.
local function ownersOf(ctx)
  local owners = {}
  for key, value in pairs(ctx.attributes or {}) do
    local npc = key:match("^private%.(.+)%.secret$")
    if npc and type(value) == "string" and value ~= "" then owners[#owners + 1] = npc end
  end
  table.sort(owners)
  return owners
end

local function displayName(npc)
  return (npc:gsub("\\%.", "."):gsub("^%l", string.upper))
end

-- Whether the text has every word of the NPC's name ("st\.elmo" in a key is "St. Elmo" in a text).
local function names(text, npc)
  local words = {}
  for word in (text or ""):lower():gmatch("[%w\128-\255]+") do words[word] = true end
  for word in npc:lower():gmatch("[%w\128-\255]+") do
    if not words[word] then return false end
  end
  return true
end

local function messageOf(ctx)
  return ctx.message and ctx.message.text or ""
end

-- Whether the turn before this one already pressed the NPC.
local function pressedBefore(ctx, npc, init)
  local history = ctx.history
  local last = history and history[#history]
  if not last or not last.user or not names(last.user .. " " .. (last.model or ""), npc) then
    return false
  end
  local level = Pressure.level(last.user, init.prying, init.promises)
  return level == "gentle" or level == "hard"
end

-- How hard the player presses this NPC, or nil.
local function pressureOn(ctx, npc, init)
  -- A game master who writes "the truth" tells the story; nobody asks a question.
  if ctx.role == "GM" then return nil end
  local draft = ctx.draft and ctx.draft.text
  if not names(messageOf(ctx), npc) and not names(draft, npc) then return nil end
  local level = Pressure.level(messageOf(ctx), init.prying, init.promises)
  -- One question is curiosity; asking again at once is pressure.
  if level == "gentle" and pressedBefore(ctx, npc, init) then return "hard" end
  return level
end

function M.guardSecrets(ctx)
  local init = ctx.init or M.onInit(ctx.config)
  local directives = {}
  for _, npc in ipairs(ownersOf(ctx)) do
    local name = displayName(npc)
    -- The secret itself stays out of the prompt's rules: the model would repeat it.
    directives[#directives + 1] = pressureOn(ctx, npc, init) == "hard"
      and name .. " is pressed about a secret and deflects, falls silent or leaves, never tells."
      or name .. " has a secret. Neither dialogue nor narration tells it."
  end
  return { directives = array(directives) }
end

function M.redactSecrets(ctx)
  local text = ctx.draft and ctx.draft.text
  if not text then return nil end
  local init = ctx.init or M.onInit(ctx.config)
  local leaked, total = {}, 0
  for _, npc in ipairs(ownersOf(ctx)) do
    local signature = Leak.signature(ctx.attributes["private." .. npc .. ".secret"], npc)
    local redacted, count = Leak.redact(text, signature, init.leakShare, init.replacement)
    if count > 0 then
      text, total = redacted, total + count
      leaked[npc] = true
    end
  end
  if total == 0 then return nil end
  if ctx.scratch then ctx.scratch.leaked = leaked end
  log.warn("secret-keeper redacted " .. total .. " sentence(s)")
  return { text = text, tags = { "redacted" }, metadata = { redactedSentences = total } }
end

-- Suspicion is this extension's own value, so it never argues about it: last-wins adds up.
function M.noteSuspicion(ctx, tx)
  local init = ctx.init or M.onInit(ctx.config)
  local leaked = ctx.scratch and ctx.scratch.leaked or {}
  local changed = false
  for _, npc in ipairs(ownersOf(ctx)) do
    local path = "private." .. npc .. ".suspicion"
    local before = tonumber(ctx.attributes[path]) or 0
    local change = SUSPICION[pressureOn(ctx, npc, init)] or 0
    -- It was nearly said aloud, and the NPC knows.
    if leaked[npc] then change = change + 1 end
    local after = math.max(0, math.min(MAX_SUSPICION, before + change))
    if after ~= before then
      tx:increment(path, after - before)
      changed = true
    end
  end
  if changed then tx:policy("last-wins") end
end

-- A function of its own, because a transaction has one policy. The normalizer judges the words of
-- the same turn; who is right about the bond depends on how hard the player asked:
--   gentle   first-wins: a courteous question costs nothing if the words already moved the bond
--   hard     weighted: pressure outweighs any kind word around it
--   promise  last-wins: two increments add up, so the words count and the promise too
-- One message has one level, so all owners that it presses share a policy unless the last turn
-- pressed only some of them; then the stricter policy is taken.
function M.weighBond(ctx, tx)
  local init = ctx.init or M.onInit(ctx.config)
  local strictest
  for _, npc in ipairs(ownersOf(ctx)) do
    local path = "relationship." .. npc .. ".bond"
    local level = pressureOn(ctx, npc, init)
    local bond = tonumber(ctx.attributes[path])
    if level and bond then
      local target = math.max(LOWEST, math.min(HIGHEST, bond + BOND[level]))
      if target ~= bond then
        tx:increment(path, target - bond)
        if strictest ~= "hard" then strictest = level end
      end
    end
  end

  if strictest == "hard" then
    tx:policy("weighted", { weight = init.weight })
  elseif strictest == "gentle" then
    tx:policy("first-wins")
  elseif strictest == "promise" then
    tx:policy("last-wins")
  end
end

return M
