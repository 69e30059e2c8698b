-- Finds and replaces sentences that tell a secret.
--
-- A model rarely quotes, it retells; so a sentence counts by the share of the secret's words in it.

local Leak = {}

-- Words of four letters that say nothing about a secret. Shorter ones are never looked at.
local COMMON = {
  been = true, from = true, have = true, that = true, their = true, they = true, this = true,
  were = true, when = true, with = true, would = true,
}

-- "hand" and "hands", "miss" and "missed" are the same word here.
local STEM_LENGTH = 4

local function stems(text)
  local found = {}
  for word in text:lower():gmatch("[%a\128-\255]+") do
    if #word >= 4 and not COMMON[word] then found[word:sub(1, STEM_LENGTH)] = true end
  end
  return found
end

-- The words that give the secret away, as a list. The owner's name does not:
-- it is in every scene.
function Leak.signature(secret, owner)
  local list = {}
  local ownStem = owner:lower():sub(1, STEM_LENGTH)
  for stem in pairs(stems(secret)) do
    if stem ~= ownStem then list[#list + 1] = stem end
  end
  return list
end

-- Cuts after closing marks, quotes and spaces, so that the pieces joined give the text again.
local function sentences(text)
  local list = {}
  for piece in text:gmatch("[^.!?]*[.!?]*[\"')]*%s*") do
    if piece ~= "" then list[#list + 1] = piece end
  end
  return list
end

-- How many of the signature's words are in both pieces together, and in each alone.
local function hits(signature, first, second)
  local both, one, two = 0, 0, 0
  for _, stem in ipairs(signature) do
    if first[stem] then one = one + 1 end
    if second[stem] then two = two + 1 end
    if first[stem] or second[stem] then both = both + 1 end
  end
  return both, one, two
end

-- Which sentences leak: alone, or together with the next one where each tells at least two words.
local function leaking(list, signature, needed)
  local marked = {}
  local previous = {}
  for index, sentence in ipairs(list) do
    local current = stems(sentence)
    local both, before, alone = hits(signature, previous, current)
    if alone >= needed then
      marked[index] = true
    elseif both >= needed and before >= 2 and alone >= 2 and not marked[index - 1] then
      marked[index - 1], marked[index] = true, true
    end
    previous = current
  end
  return marked
end

-- The text without its leaking sentences, and how many they were. Neighbours share one replacement.
function Leak.redact(text, signature, share, replacement)
  -- Below three words everything would leak; such a secret cannot be guarded by words.
  if #signature < 3 then return text, 0 end
  local list = sentences(text)
  local marked = leaking(list, signature, math.max(3, math.ceil(#signature * share)))
  local parts, count = {}, 0
  for index, sentence in ipairs(list) do
    if not marked[index] then
      parts[#parts + 1] = sentence
    else
      count = count + 1
      if not marked[index - 1] then parts[#parts + 1] = replacement .. " " end
    end
  end
  if count == 0 then return text, 0 end
  return (table.concat(parts):gsub("%s+$", "")), count
end

return Leak
