-- Loops while a value differs from itself, which NaN does for ever.
-- expect: time
local nan = 0 / 0
while nan ~= nan do end
