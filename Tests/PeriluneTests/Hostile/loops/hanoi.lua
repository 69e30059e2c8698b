-- Moves sixty discs from peg to peg.
-- expect: time
local moves = 0
local function move(n, from, to, via)
  if n == 0 then return end
  move(n - 1, from, via, to)
  moves = moves + 1
  move(n - 1, via, to, from)
end
move(60, "a", "c", "b")
return moves
