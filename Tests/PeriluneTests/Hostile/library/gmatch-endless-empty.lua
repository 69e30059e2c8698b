-- Iterates over the empty matches of a long text whose callback restarts it.
-- expect: time
while true do for _ in string.rep("x", 10000):gmatch("") do end end
