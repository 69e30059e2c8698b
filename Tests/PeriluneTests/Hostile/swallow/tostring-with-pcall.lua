-- Uses pcall as __tostring, which returns no text.
-- expect: failed
-- error: '__tostring' must return a string
return tostring(setmetatable({}, {__tostring = pcall}))
