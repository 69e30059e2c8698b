-- Bitwise operators on an object never come back.
-- expect: time
local mt = {}
for _, name in ipairs({"__band", "__bor", "__bxor", "__shl", "__shr", "__bnot"}) do
  mt[name] = function() while true do end end
end
return ~setmetatable({}, mt)
