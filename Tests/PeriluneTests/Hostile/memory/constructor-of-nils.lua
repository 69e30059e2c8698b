-- Constructs tables of huge counts of nil for ever.
-- expect: time or memory
local function nils(n) return table.unpack({}, 1, n) end while true do local t = { nils(200000) } end
