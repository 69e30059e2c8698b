-- Matches patterns nested as deeply as captures go, on long text.
-- expect: completed
local s = ("x"):rep(100000)
local deep = ("("):rep(31) .. "x*" .. (")"):rep(31)
return { select("#", s:find(deep)), (pcall(string.find, s, ("("):rep(33) .. "x" .. (")"):rep(33))), (pcall(string.find, s, ("x?"):rep(100000) .. "y")) ~= nil }
