-- Trims a text of blanks with the well known slow pattern.
-- expect: time
return (string.rep(" ", 200000) .. "x" .. string.rep(" ", 200000) .. "y"):match("^(.-)%s*$") == nil
