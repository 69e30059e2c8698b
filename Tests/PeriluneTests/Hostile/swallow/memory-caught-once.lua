-- Catches the end of the memory and returns as if nothing had happened.
-- expect: memory
pcall(string.rep, "x", 1 << 30)
return "late success"
