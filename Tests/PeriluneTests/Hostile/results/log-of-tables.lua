-- Logs objects whose text raises.
-- expect: failed
-- error: unprintable
print(setmetatable({}, { __tostring = function() error("unprintable", 0) end }))
