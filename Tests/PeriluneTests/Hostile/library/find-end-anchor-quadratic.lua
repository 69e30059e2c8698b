-- Looks for trailing blanks in a text of blanks that ends otherwise.
-- expect: time
return (string.rep(" ", 500000) .. "x"):find("%s+$")
