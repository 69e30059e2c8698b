-- Passes results of swallowed loops through select.
-- expect: time
return (select("#", pcall(function() while true do end end), pcall(error), "late success"))
