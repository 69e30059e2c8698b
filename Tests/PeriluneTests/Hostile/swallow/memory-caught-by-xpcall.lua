-- A handler keeps going after the memory was spent.
-- expect: memory
xpcall(string.rep, function(m) return m end, "x", 1 << 30)
return "late success"
