-- Keeps romance away from characters below the minimum age, twice: an entity is rejected before it
-- is saved, and what came in by another way (an import, a template) is repaired when the character
-- comes on stage.

local M = {}

local CHECKED_TYPES = { npc = true, character = true }

-- Above the weight that other extensions use: no story reason outranks this check.
local WEIGHT = 10

function M.onInit(config)
  config = config or {}
  local minimum = config.minimumAge or 18
  return {
    minimumAge = minimum,
    maximumAge = config.maximumAge or 120,
    -- An unknown age counts as too young until somebody states it.
    assumedAge = config.assumedAge or minimum - 1,
  }
end

-- Whatever is not clearly off counts as on, for templates write "yes" and 1 as well as true.
local function isOn(flag)
  if flag == nil or flag == null or flag == false or flag == 0 then return false end
  if type(flag) ~= "string" then return true end
  local word = flag:lower()
  return word ~= "" and word ~= "no" and word ~= "off" and word ~= "false"
end

function M.rejectUnderAge(ctx)
  local entity = ctx.entity
  if not entity or not CHECKED_TYPES[entity.type] or not entity.attributes then return nil end
  local limits = ctx.init or M.onInit(ctx.config)
  local given = entity.attributes.age
  local age = tonumber(given)

  if age and (age < 0 or age > limits.maximumAge) then
    local message = ("age must be between 0 and %d"):format(limits.maximumAge)
    return { { code = "AGE_OUT_OF_RANGE", message = message, path = "age" } }
  end
  if not isOn(entity.attributes.romance) then return nil end
  if not age then
    local message = "romance needs a stated age"
    return { { code = "AGE_MISSING", message = message, path = "age" } }
  end
  if age < limits.minimumAge then
    local message = ("romance needs an age of at least %d"):format(limits.minimumAge)
    return { { code = "AGE_BELOW_MINIMUM", message = message, path = "age" } }
  end
  return nil
end

local function wordsOfTurn(ctx)
  local words = {}
  local message = ctx.message and ctx.message.text or ""
  local draft = ctx.draft and ctx.draft.text or ""
  for word in (message .. " " .. draft):lower():gmatch("[%w\128-\255]+") do words[word] = true end
  return words
end

-- Whether all words of the name are there ("st\.elmo" in a key is "St. Elmo" in a text).
local function isNamed(name, words)
  for word in name:lower():gmatch("[%w\128-\255]+") do
    if not words[word] then return false end
  end
  return true
end

-- Only characters of this turn: a campaign may hold hundreds, and one budget serves them all.
local function charactersOnStage(ctx)
  local words, seen, names = wordsOfTurn(ctx), {}, {}
  for key in pairs(ctx.attributes or {}) do
    -- Up to the first dot without a backslash before it; the name stays escaped as in the key.
    local name = key:match("^characters%.(.-[^\\])%.")
    if name and not seen[name] and isNamed(name, words) then
      seen[name] = true
      names[#names + 1] = name
    end
  end
  table.sort(names)
  return names
end

local function repairedAge(age, limits)
  local number = tonumber(age)
  if not number then return limits.assumedAge end
  return math.max(0, math.min(limits.maximumAge, number))
end

function M.repairAges(ctx, tx)
  local limits = ctx.init or M.onInit(ctx.config)
  local repaired = {}
  for _, name in ipairs(charactersOnStage(ctx)) do
    local path = "characters." .. name
    local age = ctx.attributes[path .. ".age"]
    local newAge = repairedAge(age, limits)
    local changed = false
    if newAge ~= tonumber(age) then
      tx:set(path .. ".age", newAge)
      changed = true
    end
    if newAge < limits.minimumAge and isOn(ctx.attributes[path .. ".romance"]) then
      tx:set(path .. ".romance", false)
      changed = true
    end
    if changed then repaired[#repaired + 1] = name end
  end

  if #repaired > 0 then
    tx:policy("weighted", { weight = WEIGHT })
    tx:metadata { agesRepaired = repaired }
    log.info("age check repaired " .. #repaired .. " character(s)")
  end
end

return M
