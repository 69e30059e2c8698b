-- Places and how to find them in text. A host gives its own list in `config.places`.

local Places = {}

-- Good enough for a world without a map: tags only, no facts.
Places.defaults = {
  { id = "tavern", name = "the tavern", words = { "tavern", "inn" } },
  { id = "market", name = "the market", words = { "market" } },
  { id = "docks", name = "the docks", words = { "docks", "harbour" } },
}

-- A place is entered only in a sentence with one of these; otherwise it is merely talked about.
Places.movement = {
  "climb", "enter", "follow", "go", "head", "hurry", "return", "row", "run", "sail", "walk",
}

-- Lower case with single spaces around every word, so that a plain search finds whole words only.
function Places.plain(text)
  return " " .. text:lower():gsub("[^%w\128-\255]+", " ") .. " "
end

-- Where the last mention of the place starts, or nil.
function Places.lastMention(plainText, place)
  local last
  for _, word in ipairs(place.words) do
    local start = plainText:find(word, 1, true)
    while start do
      last = math.max(last or 0, start)
      start = plainText:find(word, start + 1, true)
    end
  end
  return last
end

-- The ids of all places that `text` names, in the order of the list.
function Places.mentioned(text, places)
  local plainText = Places.plain(text)
  local ids = {}
  for _, place in ipairs(places) do
    if Places.lastMention(plainText, place) then ids[#ids + 1] = place.id end
  end
  return ids
end

local function moves(plainText, movement)
  for word in plainText:gmatch("%S+") do
    if movement[word] then return true end
  end
  return false
end

-- Where the player goes: the last place of the last sentence that moves, for in "from the docks to
-- the market" the goal stands at the end.
function Places.destination(text, places, movement)
  local goal
  for sentence in text:gmatch("[^.!?\n]+") do
    local plainText = Places.plain(sentence)
    if moves(plainText, movement) then
      local latest = 0
      for _, place in ipairs(places) do
        local position = Places.lastMention(plainText, place)
        if position and position > latest then
          latest, goal = position, place.id
        end
      end
    end
  end
  return goal
end

return Places
