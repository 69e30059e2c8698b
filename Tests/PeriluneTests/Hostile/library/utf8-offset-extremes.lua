-- Asks for the last integers as numbers of characters and as positions.
-- expect: completed
-- value: [null,null,false,false]
local function at(...) local ok, position = pcall(utf8.offset, "text", ...) if ok then return position or null end return false end
return { at(math.maxinteger), at(math.mininteger), at(1, math.maxinteger), at(1, math.mininteger) }
