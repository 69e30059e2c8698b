-- Proposes a table that contains itself, and swallows the error.
-- expect: output
-- error: contains itself
local _, tx = ...
local t = {}
t.t = t
pcall(tx.set, tx, "a.b", t)
return "went on"
