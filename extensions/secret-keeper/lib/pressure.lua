-- How hard a player's message asks for a secret.

local Pressure = {}

Pressure.prying = {
  "confess", "hiding", "that night", "the truth", "what did you do", "who doused", "who put out",
  "your secret",
}

Pressure.promises = {
  "never ask", "secret is safe", "tell no one", "will not ask", "won't ask",
}

local function count(text, phrases)
  local found = 0
  for _, phrase in ipairs(phrases) do
    if text:find(phrase, 1, true) then found = found + 1 end
  end
  return found
end

-- "promise", "hard", "gentle" or nil. A promise wins, because it has to name the secret to keep it.
function Pressure.level(text, prying, promises)
  local lower = text:lower()
  if count(lower, promises) > 0 then return "promise" end
  local found = count(lower, prying)
  if found >= 2 then return "hard" end
  return found == 1 and "gentle" or nil
end

return Pressure
