-- Asks for a text beyond the memory in a loop of pcalls.
-- expect: memory
while true do pcall(string.rep, "perilune", 1 << 27) end
