-- Waits for the frozen clock to move.
-- expect: time
local start = os.time()
while os.time() == start do end
